import type { Server } from '#contracts/servers/schemas.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { listServers } from './read.ts'
import { serversSignal } from './signal.ts'

// Operations take and free slots, and other processes check servers: neither sends us news.
const readAgainMs = 2000

/** All servers now, and again after every change; ends when the watcher leaves or this process stops. */
export async function* watchServers(
  domain: Domain,
  call: Call,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ items: Server[] }, void> {
  requireStaff(call)
  let seen = ''
  while (!signal?.aborted && !domain.signals.closed) {
    const changed = domain.signals.next('changed', serversSignal, readAgainMs, signal)
    const current = await listServers(domain, call)
    const version = JSON.stringify(current)
    if (version !== seen) {
      seen = version
      yield current
    }
    await changed
  }
}
