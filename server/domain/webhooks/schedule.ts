const secondMs = 1000
const minuteMs = 60_000
const hourMs = 3_600_000

/** The waits that standardwebhooks.com suggests. The first attempt is made at once. Together about three days. */
const waitsMs = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
]
const jitter = 0.2
const longestAskedMs = hourMs

/** No wait is longer. */
export const longestWaitMs = 24 * hourMs * (1 + jitter)

export const mostAttempts = waitsMs.length + 1

/**
 * Returns the wait before the next attempt, up to 20% longer than the schedule, so that many deliveries that failed
 * together do not return together. Null: no attempt is left.
 * @param attempts made so far, at least one
 * @param askedMs of the header Retry-After: at most an hour counts
 */
export function waitAfter(
  attempts: number,
  { askedMs = null, random = Math.random }: { askedMs?: number | null; random?: () => number } = {},
): number | null {
  const wait = waitsMs[attempts - 1]
  if (wait === undefined) return null
  return Math.round(Math.max(wait, Math.min(askedMs ?? 0, longestAskedMs)) * (1 + jitter * random()))
}
