import ipaddr from 'ipaddr.js'
import { countTry } from '#server/platform/auth/index.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { RecentCounts, rememberIn } from './recent-counts.ts'

const windowMs = 60_000

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

/**
 * Limits the attempts of one client address per minute. The database counts them, so the limit survives
 * restarts and holds for all processes. An address that has reached it is remembered here: until the window
 * ends, its requests are refused without a statement and before the body is read. If an attacker has more
 * addresses than are remembered, each attempt costs one statement.
 */
export class TryLimit {
  readonly #options: { name: string; most: number; message: string; db: Queryable; clock: Clock }
  readonly #refusedUntil = new Map<string, number>()
  readonly #arrived: RecentCounts

  constructor(options: { name: string; most: number; message: string; db: Queryable; clock: Clock }) {
    this.#options = options
    this.#arrived = new RecentCounts(options.clock)
  }

  /**
   * Also counts what has arrived, because the first attempts of a burst are still waiting to be counted.
   * @throws {Refusal} too-many-requests if the address is known to have reached the limit
   */
  refuseKnown(address: string): void {
    const key = limitKey(address)
    if (this.#arrived.add(key) >= this.#options.most) throw this.#refusal(windowMs)
    const until = this.#refusedUntil.get(key)
    if (until === undefined) return
    const leftMs = until - this.#options.clock.now().getTime()
    // More than a window is left if the clock was set back.
    if (leftMs > 0 && leftMs <= windowMs) throw this.#refusal(leftMs)
    this.#refusedUntil.delete(key)
  }

  /** Counts one attempt. @throws {Refusal} too-many-requests from the first one above the limit */
  async count(address: string): Promise<void> {
    const { name, most, db, clock } = this.#options
    const now = clock.now()
    const key = limitKey(address)
    const { count, endsAtMs } = await countTry(db, { key: `${name}|${key}`, windowMs, now })
    if (count <= most) return
    rememberIn(this.#refusedUntil, key, endsAtMs)
    throw this.#refusal(endsAtMs - now.getTime())
  }

  #refusal(leftMs: number): Refusal {
    return new Refusal('too-many-requests', this.#options.message, [], Math.max(1, Math.ceil(leftMs / 1000)))
  }
}
