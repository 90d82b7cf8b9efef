import { durationText } from '#contracts/duration.ts'
import type { OperationError } from '#contracts/operations/schemas.ts'
import { backoffMs } from './backoff.ts'
import type { Decision, Work } from './contract.ts'

/**
 * Retries later, after a jittered backoff. After `giveUpAfterMs` of retries, the operation needs attention.
 * @param options.afterMs minimum wait in milliseconds
 * @param options.resumedAt time before this does not count, for example time on hold
 */
export function retryLater(
  { context, operation }: Work,
  error: OperationError,
  options: { afterMs?: number | undefined; resumedAt?: Date | null } = {},
): Extract<Decision, { to: 'waiting' | 'needs-person' }> {
  const { clock, engine } = context
  const { code, message, remedy } = error
  const since = Math.max(
    (operation.retriedAt ?? operation.createdAt).getTime(),
    options.resumedAt?.getTime() ?? 0,
  )
  if (clock.now().getTime() - since > engine.giveUpAfterMs)
    return {
      to: 'needs-person',
      error: {
        code,
        message: `${message} Retries have ended because none succeeded within the time limit.`,
        remedy,
      },
    }
  const afterMs = backoffMs(engine, { deferrals: operation.deferrals, afterMs: options.afterMs })
  return {
    to: 'waiting',
    message: `${message} Trying again in ${durationText(Math.max(1000, afterMs))}.`,
    afterMs,
    error: { code, message, remedy },
    operation: { deferrals: operation.deferrals + 1 },
  }
}
