import { limitKey, RecentCounts, rememberIn } from '#server/platform/auth/index.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { KnownDevices } from './known-device.ts'

// Attempts per minute. A user with a password of their own must not be able to keep the others out.
const firstAttempts = 5

interface Attempt {
  readonly headers: Headers
  readonly address: string
  readonly email: string
}

/**
 * Decides whose sign-in is served first: 0 for an email that has signed in from this browser or address, else
 * the number of recent attempts from the address and for the email. An attacker who guesses is served last.
 */
export class SignInRanks {
  readonly #devices: KnownDevices
  readonly #known = new Map<string, true>()
  readonly #ofKnown: RecentCounts
  readonly #ofAddress: RecentCounts
  readonly #ofEmail: RecentCounts

  constructor(clock: Clock, devices: KnownDevices) {
    this.#devices = devices
    this.#ofKnown = new RecentCounts(clock)
    this.#ofAddress = new RecentCounts(clock)
    this.#ofEmail = new RecentCounts(clock)
  }

  of({ headers, address, email }: Attempt): number {
    const pair = pairOf(address, email)
    const known = this.#devices.idOf(headers, email) ?? (this.#known.has(pair) ? pair : null)
    if (known !== null && this.#ofKnown.add(known) < firstAttempts) return 0
    return 1 + this.#ofAddress.add(limitKey(address)) + this.#ofEmail.add(email.toLowerCase())
  }

  /** Records a successful sign-in, until this process ends. */
  remember(address: string, email: string): void {
    rememberIn(this.#known, pairOf(address, email), true)
  }
}

const pairOf = (address: string, email: string) => `${limitKey(address)} ${email.toLowerCase()}`
