import ipaddr from 'ipaddr.js'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { RecentCounts, rememberIn } from './recent-counts.ts'
import { countTry, forgetTries } from './tries.ts'

/**
 * A provider assigns each customer at least 2^64 addresses of IPv6, so they count together. @returns the key of
 * an address in limits
 */
export function limitKey(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`
    : parsed.toString()
}

export interface TryLimitOptions {
  readonly name: string
  readonly most: number
  /** At most one hour: older counts are purged. */
  readonly windowMs: number
  readonly message: string
  readonly db: Queryable
  readonly clock: Clock
}

/**
 * Limits attempts by key, for example the address of a client. The database counts them, so the limit survives
 * restarts and holds for all processes. A key that has reached it is remembered here: until the window ends, its
 * attempts are refused without a statement. If an attacker has more keys than are remembered, each attempt costs
 * one statement.
 */
export class TryLimit {
  readonly #options: TryLimitOptions
  readonly #refusedUntil = new Map<string, number>()
  readonly #arrived: RecentCounts

  constructor(options: TryLimitOptions) {
    this.#options = options
    this.#arrived = new RecentCounts(options.clock, options.windowMs)
  }

  /**
   * Counts what has arrived here, because the first attempts of a burst are still waiting to be counted.
   * @throws {Refusal} too-many-requests, also as {@link refuseKnown}
   */
  refuseBurst(key: string): void {
    if (this.#arrived.add(key) >= this.#options.most) throw this.#refusal(this.#options.windowMs)
    this.refuseKnown(key)
  }

  /** @throws {Refusal} too-many-requests if the key is remembered */
  refuseKnown(key: string): void {
    const until = this.#refusedUntil.get(key)
    if (until === undefined) return
    const leftMs = until - this.#options.clock.now().getTime()
    // More than a window is left if the clock was set back.
    if (leftMs > 0 && leftMs <= this.#options.windowMs) throw this.#refusal(leftMs)
    this.#refusedUntil.delete(key)
  }

  /**
   * Counts one attempt.
   * @param rememberAs the key for {@link refuseKnown}
   * @throws {Refusal} too-many-requests from the first one above the limit
   */
  async count(key: string, rememberAs = key): Promise<void> {
    const { most, windowMs, db, clock } = this.#options
    const now = clock.now()
    const { count, endsAtMs } = await countTry(db, { key: this.#stored(key), windowMs, now })
    if (count <= most) return
    rememberIn(this.#refusedUntil, rememberAs, endsAtMs)
    throw this.#refusal(endsAtMs - now.getTime())
  }

  /** After a success: the attempts so far no longer count. */
  async forget(key: string): Promise<void> {
    await forgetTries(this.#options.db, this.#stored(key))
  }

  #stored(key: string): string {
    return `${this.#options.name}|${key}`
  }

  #refusal(leftMs: number): Refusal {
    return new Refusal('too-many-requests', this.#options.message, [], Math.max(1, Math.ceil(leftMs / 1000)))
  }
}
