import { limitKey, TryLimit, type TryLimitOptions } from '#server/platform/auth/index.ts'
import type { KnownDevices } from './known-device.ts'

const windowMs = 900_000

interface Attempt {
  readonly headers: Headers
  readonly address: string
  readonly email: string
}

/**
 * Limits wrong passwords, or wrong codes, for one login from all addresses together. It cannot lock the owner out: each browser and
 * each address from which the login has signed in has a count of its own.
 */
export class LoginLimit {
  readonly #devices: KnownDevices
  readonly #limit: TryLimit

  constructor(
    devices: KnownDevices,
    { of, ...options }: Pick<TryLimitOptions, 'most' | 'db' | 'clock'> & { of: 'passwords' | 'codes' },
  ) {
    this.#devices = devices
    this.#limit = new TryLimit({
      ...options,
      name: of === 'passwords' ? 'login' : 'second-factor',
      windowMs,
      message: `Too many wrong ${of} for this login. Wait 15 minutes, or sign in with a browser or from a network where you have signed in before.`,
    })
  }

  /** @throws {Refusal} too-many-requests if the login was refused from this address a short time ago */
  refuseKnown(attempt: Attempt): void {
    if (this.#devices.idOf(attempt.headers, attempt.email) === null)
      this.#limit.refuseKnown(this.#pair(attempt))
  }

  /**
   * Counts one attempt as wrong, before it is checked.
   * @returns a function for the attempts that were right
   * @throws {Refusal} too-many-requests
   */
  async count(attempt: Attempt, isKnownAddress: boolean): Promise<() => Promise<void>> {
    const device = this.#devices.idOf(attempt.headers, attempt.email)
    const pair = this.#pair(attempt)
    const key =
      device === null
        ? isKnownAddress
          ? `address ${pair}`
          : attempt.email.toLowerCase()
        : `device ${device}`
    await this.#limit.count(key, device === null ? pair : key)
    return () => this.#limit.forget(key)
  }

  #pair({ address, email }: Attempt): string {
    return `${limitKey(address)} ${email.toLowerCase()}`
  }
}
