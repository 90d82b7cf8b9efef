import type { ById } from '#contracts/call.ts'
import type { Operation } from '#contracts/operations/schemas.ts'
import { isEnded } from '#contracts/operations/states.ts'
import { readOperation } from '../accounts/index.ts'
import type { Context } from '../context.ts'

const readAgainMs = 1000

/**
 * Yields the operation now and after every change. Ends when the operation has ended, but not when it needs
 * attention.
 */
export async function* watchOperation(ctx: Context, { id }: ById): AsyncGenerator<Operation, void> {
  const { signal } = ctx
  let seen = ''
  while (!signal?.aborted && !ctx.signals.closed) {
    const changed = ctx.signals.next('changed', id, readAgainMs, signal)
    const current = await readOperation(ctx.database.db, id)
    const version = `${current.status} ${current.nextAttemptAt} ${current.timeline.length} ${current.error?.code}`
    if (version !== seen) {
      seen = version
      yield current
    }
    if (isEnded(current.status)) return
    await changed
  }
}
