const longestMs = 24 * 3_600_000

/**
 * Returns `Retry-After` in milliseconds, at most a day, or undefined if it is absent or unreadable. A date is
 * relative to the response's own `Date`, so that a wrong clock on either side does not matter.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,12}$/.test(text)) return Math.min(Number(text) * 1000, longestMs)
  const until = Date.parse(text)
  if (Number.isNaN(until) || !/[a-z]/i.test(text)) return undefined
  const sentAt = Date.parse(headers.date ?? '')
  return Math.min(Math.max(0, until - (Number.isNaN(sentAt) ? Date.now() : sentAt)), longestMs)
}
