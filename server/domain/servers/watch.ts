import type { Server } from '#contracts/servers/schemas.ts'
import type { Context } from '../context.ts'
import { listServers } from './read.ts'
import { serversSignal } from './signal.ts'

// Operations take and free slots, and other processes check servers: neither sends us news.
const readAgainMs = 2000

/** All servers now, and again after every change; ends when the watcher leaves or this process stops. */
export async function* watchServers(ctx: Context): AsyncGenerator<{ items: Server[] }, void> {
  const { signal } = ctx
  let seen = ''
  while (!signal?.aborted && !ctx.signals.closed) {
    const changed = ctx.signals.next('changed', serversSignal, readAgainMs, signal)
    const current = await listServers(ctx)
    const version = JSON.stringify(current)
    if (version !== seen) {
      seen = version
      yield current
    }
    await changed
  }
}
