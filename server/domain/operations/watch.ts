import type { Operation } from '#contracts/operations/schemas.ts'
import { isEnded } from '#contracts/operations/states.ts'
import { readOperation } from '../accounts/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'

const readAgainMs = 1000

/** The operation now and after every change; ends when it has ended. One that needs attention is still followed. */
export async function* watchOperation(
  domain: Domain,
  call: Call,
  id: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Operation, void> {
  requireStaff(call)
  let seen = ''
  while (!signal?.aborted && !domain.signals.closed) {
    const changed = domain.signals.next('changed', id, readAgainMs, signal)
    const current = await readOperation(domain.database.db, id)
    const version = `${current.status} ${current.nextAttemptAt} ${current.timeline.length} ${current.error?.code}`
    if (version !== seen) {
      seen = version
      yield current
    }
    if (isEnded(current.status)) return
    await changed
  }
}
