import type { Server } from '#contracts/servers/schemas.ts'
import type { Context } from '../context.ts'
import { listServers } from './read.ts'
import { serversSignal } from './signal.ts'

// Operations take and release slots, and other processes check servers, without a notification here.
const readAgainMs = 2000

/** Yields all servers now and after every change. Ends when the client disconnects or this process stops. */
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
