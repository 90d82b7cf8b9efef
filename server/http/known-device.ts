import { randomBytes, timingSafeEqual } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies'
import type { Keyring } from '#server/platform/secrets/index.ts'

const yearSeconds = 31_536_000

/**
 * A cookie in each browser in which an email has signed in. During a flood of sign-ins, attempts for that email
 * from that browser are served first. It grants nothing else.
 */
export class KnownDevices {
  readonly #keyring: Keyring
  readonly #name: string
  readonly #https: boolean

  constructor(keyring: Keyring, publicUrl: string | undefined) {
    this.#keyring = keyring
    this.#https = publicUrl?.startsWith('https:') ?? false
    this.#name = this.#https ? '__Host-nextpanel-billing-device' : 'nextpanel-billing-device'
  }

  /** Returns the id of the device, or null if the email has not signed in with it. */
  idOf(headers: Headers, email: string): string | null {
    const value = parseCookies(headers.get('cookie') ?? '').get(this.#name)
    const [id = '', mac = ''] = value?.split('.') ?? []
    const [given, expected] = [Buffer.from(mac), Buffer.from(this.#mac(id, email))]
    return given.length === expected.length && timingSafeEqual(given, expected) ? id : null
  }

  /** Returns the Set-Cookie header for a browser in which the email has just signed in. */
  cookieFor(email: string): string {
    const id = randomBytes(12).toString('base64url')
    const secure = this.#https ? '; Secure' : ''
    return `${this.#name}=${id}.${this.#mac(id, email)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${yearSeconds}${secure}`
  }

  #mac(id: string, email: string): string {
    return this.#keyring.mac('known-device', `${id} ${email.toLowerCase()}`)
  }
}
