import { isSettled, type OperationStatus } from '#contracts/operations/states.ts'
import type { WorkContext } from './contract.ts'

// Notifications may be lost, so the row is read again after this time.
const readAgainMs = 2000
const readAgainWhenRunningHereMs = 5000

interface Progress {
  readonly status: OperationStatus
  /** ISO 8601. Null while queued, or while on hold without a known end. */
  readonly nextAttemptAt: string | null
}

/**
 * Reads an operation until it is settled, its next attempt is later than the wait (also on hold), or the wait
 * is over.
 * @param options.runsHere this process runs it now: nothing is read before a notification
 */
export async function waitForOperation<Read>(
  context: Pick<WorkContext, 'clock' | 'signals'>,
  operationId: string,
  options: {
    waitMs: number
    runsHere?: boolean
    read: () => Promise<Read>
    progressOf: (read: Read) => Progress
  },
): Promise<Read> {
  const { clock, signals } = context
  const { waitMs, runsHere = false, read, progressOf } = options
  const deadline = clock.now().getTime() + waitMs
  // The clock may be set back while a caller waits.
  const startedAt = performance.now()
  const isOver = () => clock.now().getTime() >= deadline || performance.now() - startedAt >= waitMs
  const pauseMs = Math.min(runsHere ? readAgainWhenRunningHereMs : readAgainMs, Math.max(1, waitMs))
  if (runsHere && waitMs > 0) await signals.next('concluded', operationId, pauseMs)
  for (;;) {
    const news = new AbortController()
    const concluded = signals.next('concluded', operationId, pauseMs, news.signal)
    const current = await read()
    const { status, nextAttemptAt } = progressOf(current)
    const isLater = status === 'waiting' || status === 'queued'
    const beyond = isLater && (nextAttemptAt === null || Date.parse(nextAttemptAt) > deadline)
    if (isSettled(status) || beyond || signals.closed || isOver()) {
      news.abort()
      return current
    }
    await concluded
  }
}
