import { randomBytes, timingSafeEqual } from 'node:crypto'
import { BrowserCookie } from '#server/platform/auth/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'

const yearMs = 31_536_000_000

/**
 * A cookie in each browser in which an email has signed in. During a flood of sign-ins, attempts for that email
 * from that browser are served first, and wrong passwords from elsewhere do not count against them. It grants
 * nothing else.
 */
export class KnownDevices {
  readonly #keyring: Keyring
  readonly #cookie: BrowserCookie

  constructor(keyring: Keyring, publicUrl: string | undefined) {
    this.#keyring = keyring
    this.#cookie = new BrowserCookie('nextpanel-billing-device', publicUrl)
  }

  /** Returns the id of the device, or null if the email has not signed in with it. */
  idOf(headers: Headers, email: string): string | null {
    const [id = '', mac = ''] = this.#cookie.partsIn(headers, 2) ?? []
    const [given, expected] = [Buffer.from(mac), Buffer.from(this.#mac(id, email))]
    return given.length === expected.length && timingSafeEqual(given, expected) ? id : null
  }

  /** Returns the Set-Cookie header for a browser in which the email has just signed in. */
  cookieFor(email: string): string {
    const id = randomBytes(12).toString('base64url')
    return this.#cookie.set(`${id}.${this.#mac(id, email)}`, yearMs)
  }

  #mac(id: string, email: string): string {
    return this.#keyring.mac('known-device', `${id} ${email.toLowerCase()}`)
  }
}
