export interface RateLimit {
  /** Counts one request. Returns the seconds to wait if the limit is reached, otherwise undefined. */
  take(keyId: number, limits: { hourlyLimit: number | null; dailyLimit: number | null }): number | undefined
  reset(): void
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

interface Window {
  startedAt: number
  count: number
}

/** Fixed windows per key that begin with its first request. Kept in memory, so a restart resets them. */
export function createRateLimit(now: () => number): RateLimit {
  const windows = new Map<string, Window>()

  const open = (name: string, lengthMs: number): Window => {
    const known = windows.get(name)
    if (known !== undefined && now() - known.startedAt < lengthMs) return known
    const fresh = { startedAt: now(), count: 0 }
    windows.set(name, fresh)
    return fresh
  }

  return {
    take(keyId, { hourlyLimit, dailyLimit }) {
      const spans = [
        { window: open(`${keyId}/hour`, hourMs), limit: hourlyLimit, lengthMs: hourMs },
        { window: open(`${keyId}/day`, dayMs), limit: dailyLimit, lengthMs: dayMs },
      ]
      const full = spans.filter(({ window, limit }) => limit !== null && window.count >= limit)
      if (full.length === 0) {
        for (const { window } of spans) window.count += 1
        return undefined
      }
      const waitMs = Math.max(...full.map(({ window, lengthMs }) => window.startedAt + lengthMs - now()))
      return Math.max(1, Math.ceil(waitMs / 1000))
    },
    reset: () => windows.clear(),
  }
}
