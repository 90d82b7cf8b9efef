import type { Clock } from '#server/platform/clock/index.ts'

/** About 1 MB. */
export const mostRemembered = 10_000

/** Counts events by key in the current window, in memory. */
export class RecentCounts {
  readonly #clock: Clock
  readonly #counts = new Map<string, number>()
  readonly #windowMs: number
  #since = 0

  constructor(clock: Clock, windowMs = 60_000) {
    this.#clock = clock
    this.#windowMs = windowMs
  }

  /** Returns the number of earlier events, and counts one more. */
  add(key: string): number {
    const now = this.#clock.now().getTime()
    if (Math.abs(now - this.#since) > this.#windowMs) {
      this.#counts.clear()
      this.#since = now
    }
    const before = this.#counts.get(key) ?? 0
    rememberIn(this.#counts, key, before + 1)
    return before
  }
}

/** Sets an entry. The oldest one is forgotten if there are too many. */
export function rememberIn<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key) && map.size >= mostRemembered) {
    const [oldest] = map.keys()
    if (oldest !== undefined) map.delete(oldest)
  }
  map.set(key, value)
}
