import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Decision } from '#server/work/decision.ts'
import type { Work } from '#server/work/work.ts'

/**
 * What a panel answers once may be a slip of its own, or of something in between: it is read again a settle time later.
 * @returns null where that was done, and the answer stayed
 */
export function readAgainFirst({ domain, operation }: Work, error: OperationError): Decision | null {
  if (operation.error?.code === error.code) return null
  const { settleMs } = domain.engine
  return {
    to: 'waiting',
    message: `${error.message} Reading it again in ${Math.max(1, Math.round(settleMs / 1000))} s.`,
    afterMs: settleMs,
    error,
  }
}
