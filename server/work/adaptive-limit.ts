import type { QueueHealth } from './contract.ts'

const firstLimit = 16
// A call this much slower than the fastest of the last minutes is slow. A single slow call occurs on any network, so only
// two consecutive slow runs are a sign of overload.
const slowFactor = 3
const slowMarginMs = 500
const slowRunsInARow = 2
const windowMs = 60_000

/**
 * Adjusts the number of operations that one queue runs at once: additive increase, multiplicative decrease.
 * The limit doubles quickly at first. It halves when the panel is overloaded or slows down, and then grows by
 * one for each successful round.
 */
export class AdaptiveLimit {
  #limit = firstLimit
  #hasStruggled = false
  #decreasedAt = Number.NEGATIVE_INFINITY
  #slowRuns = 0
  #fastest = {
    windowStart: Number.NEGATIVE_INFINITY,
    now: Number.POSITIVE_INFINITY,
    before: Number.POSITIVE_INFINITY,
  }

  /** @param most the setting, which the limit never exceeds */
  current(most: number): number {
    return Math.max(1, Math.min(most, Math.floor(this.#limit)))
  }

  /**
   * @param run.startedAt start of the run; `nowMs` is its end, in milliseconds of the same clock
   * @param run.atOnce number of operations of the queue that ran when it ended, including this one
   */
  record(health: QueueHealth, run: { startedAt: number; nowMs: number; most: number; atOnce: number }): void {
    const slow = this.#isSlow(health, run.nowMs)
    this.#slowRuns = slow ? this.#slowRuns + 1 : 0
    if (!health.struggled && this.#slowRuns < slowRunsInARow) {
      if (slow) return
      // A queue that used little of its limit has not shown that the server can handle more.
      if (run.atOnce * 2 < this.#limit) return
      const grown = this.#hasStruggled ? this.#limit + 1 / this.#limit : this.#limit + 1
      this.#limit = Math.min(run.most, grown)
      return
    }
    // Runs that began before the last decrease provide no information about the new limit.
    if (run.startedAt < this.#decreasedAt) return
    this.#hasStruggled = true
    this.#decreasedAt = run.nowMs
    this.#limit = Math.max(1, this.#limit / 2)
  }

  /** Time that this process spent on its own work does not count as slowness of the server. */
  #isSlow({ slowestMs, ownMs }: QueueHealth, nowMs: number): boolean {
    const fastest = this.#fastest
    if (nowMs - fastest.windowStart > windowMs) {
      fastest.before = fastest.now
      fastest.now = slowestMs
      fastest.windowStart = nowMs
    } else fastest.now = Math.min(fastest.now, slowestMs)
    const base = Math.min(fastest.now, fastest.before)
    return slowestMs - ownMs > Math.max(base * slowFactor, base + slowMarginMs)
  }
}
