import type { OperationError } from '#contracts/operations/schemas.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'

/**
 * A single unexpected answer may be an error of the panel, or of something on the way: it is read again a settle time
 * later.
 * @returns null if that was done and the answer stayed
 */
export function readAgainFirst(
  { domain, operation }: HostingWork,
  error: OperationError,
): HostingDecision | null {
  if (operation.error?.code === error.code) return null
  const { settleMs } = domain.engine
  return {
    to: 'waiting',
    message: `${error.message} Reading it again in ${Math.max(1, Math.round(settleMs / 1000))} s.`,
    afterMs: settleMs,
    error,
  }
}
