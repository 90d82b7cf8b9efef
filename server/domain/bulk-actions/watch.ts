import type { BulkActionDetails } from '#contracts/bulk-actions/schemas.ts'
import type { ById } from '#contracts/call.ts'
import type { Context } from '../context.ts'
import { getBulkAction } from './read.ts'

const readAgainMs = 1000

/** Yields the bulk action now and after every change. Ends when it has ended. */
export async function* watchBulkAction(ctx: Context, { id }: ById): AsyncGenerator<BulkActionDetails, void> {
  const { signal } = ctx
  let seen = ''
  while (!signal?.aborted && !ctx.signals.closed) {
    const changed = ctx.signals.next('changed', id, readAgainMs, signal)
    const current = await getBulkAction(ctx, { id })
    const version = JSON.stringify(current)
    if (version !== seen) {
      seen = version
      yield current
    }
    if (
      current.status === 'finished' ||
      (current.status === 'cancelled' && current.counts.running === current.counts.waiting)
    )
      return
    await changed
  }
}
