import type { ById } from '#contracts/call.ts'
import type { ImportDetails } from '#contracts/imports/schemas.ts'
import type { Context } from '../context.ts'
import { getImport } from './read.ts'

const readAgainMs = 1000

/** Yields the import now and after every change. Ends when it has ended. */
export async function* watchImport(ctx: Context, { id }: ById): AsyncGenerator<ImportDetails, void> {
  const { signal } = ctx
  let seen = ''
  while (!signal?.aborted && !ctx.signals.closed) {
    const changed = ctx.signals.next('changed', id, readAgainMs, signal)
    const current = await getImport(ctx, { id })
    const version = JSON.stringify(current)
    if (version !== seen) {
      seen = version
      yield current
    }
    if (current.status === 'finished' || (current.status === 'cancelled' && current.counts.running === 0))
      return
    await changed
  }
}
