import type { QueueHealth } from './contract.ts'

const firstLimit = 16
// A call this much slower than the fastest of the last minutes is slow. Single calls are slow on any network, so it
// takes two runs in a row to be a sign of overload.
const slowFactor = 3
const slowMarginMs = 500
const slowRunsInARow = 2
const windowMs = 60_000

/**
 * How many operations one queue copes with at once: additive increase, multiplicative decrease. It doubles quickly at
 * first, halves when the outside struggles or slows down, and then grows by one for each round that went well.
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
   * @param run.startedAt and `nowMs`: when the run began and ended, in milliseconds of one clock
   * @param run.atOnce how many operations of the queue ran when it ended, itself included
   */
  record(health: QueueHealth, run: { startedAt: number; nowMs: number; most: number; atOnce: number }): void {
    const slow = this.#isSlow(health, run.nowMs)
    this.#slowRuns = slow ? this.#slowRuns + 1 : 0
    if (!health.struggled && this.#slowRuns < slowRunsInARow) {
      if (slow) return
      // A queue that used little of its limit has not shown that it copes with more.
      if (run.atOnce * 2 < this.#limit) return
      const grown = this.#hasStruggled ? this.#limit + 1 / this.#limit : this.#limit + 1
      this.#limit = Math.min(run.most, grown)
      return
    }
    // Runs that began before the last decrease say nothing about the limit that it led to.
    if (run.startedAt < this.#decreasedAt) return
    this.#hasStruggled = true
    this.#decreasedAt = run.nowMs
    this.#limit = Math.max(1, this.#limit / 2)
  }

  /** What this process spent on its own work says nothing about the server. */
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
