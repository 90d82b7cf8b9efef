import ipaddr from 'ipaddr.js'
import { countTry } from '#server/platform/auth/index.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'

const windowMs = 60_000
// About 1 MB. An attacker with more addresses than this pays one statement per attempt again.
const mostRemembered = 10_000

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
 * ends, its requests are refused without a statement and before the body is read.
 */
export class TryLimit {
  readonly #options: { name: string; most: number; message: string; db: Queryable; clock: Clock }
  readonly #refusedUntil = new Map<string, number>()
  readonly #recent = new Map<string, number>()
  #recentSince = 0

  constructor(options: { name: string; most: number; message: string; db: Queryable; clock: Clock }) {
    this.#options = options
  }

  /** @throws {Refusal} too-many-requests if the address is known to have reached the limit */
  refuseKnown(address: string): void {
    const key = limitKey(address)
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
    forgetOldest(this.#refusedUntil)
    this.#refusedUntil.set(key, endsAtMs)
    throw this.#refusal(endsAtMs - now.getTime())
  }

  /** Returns the number of recent attempts of the address at this process, and counts one more. */
  rank(address: string): number {
    const now = this.#options.clock.now().getTime()
    if (Math.abs(now - this.#recentSince) > windowMs) {
      this.#recent.clear()
      this.#recentSince = now
    }
    const key = limitKey(address)
    const recent = this.#recent.get(key) ?? 0
    forgetOldest(this.#recent)
    this.#recent.set(key, recent + 1)
    return recent
  }

  #refusal(leftMs: number): Refusal {
    return new Refusal('too-many-requests', this.#options.message, [], Math.max(1, Math.ceil(leftMs / 1000)))
  }
}

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size < mostRemembered) return
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
}
