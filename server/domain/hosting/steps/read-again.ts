import type { OperationError } from '#contracts/operations/schemas.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'

/**
 * Schedules a second read after a settle time, because a single unexpected response may be a passing error of
 * the panel or the network.
 * @returns null if that was done and the response is the same
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
