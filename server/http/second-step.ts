import { timingSafeEqual } from 'node:crypto'
import { BrowserCookie, type FoundLogin } from '#server/platform/auth/index.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'

const validMs = 300_000

/**
 * The cookie of a sign-in whose password was right and whose second factor is missing. It is signed and bound to the
 * login, its credential and its password hash, so a new password makes it invalid. It opens no session.
 */
export class SecondStepCookie {
  readonly #keyring: Keyring
  readonly #clock: Clock
  readonly #cookie: BrowserCookie

  constructor(options: { keyring: Keyring; clock: Clock; publicUrl: string | undefined }) {
    this.#keyring = options.keyring
    this.#clock = options.clock
    this.#cookie = new BrowserCookie('nextpanel-billing-second-step', options.publicUrl)
  }

  /** Returns the Set-Cookie header after the first step. */
  cookieFor(login: FoundLogin): string {
    const content = `${login.userId}.${this.#clock.now().getTime() + validMs}.${this.#bindingOf(login)}`
    return this.#cookie.set(`${content}.${this.#mac(content)}`, validMs)
  }

  /** Returns the Set-Cookie header that removes the cookie. */
  remove(): string {
    return this.#cookie.set('', 0)
  }

  /** Returns the user whose first step is finished, and a check of the login. Null without a valid cookie. */
  read(headers: Headers): { userId: string; isOf(login: FoundLogin): boolean } | null {
    const [userId = '', expiresAt = '', binding = '', mac = ''] = this.#cookie.partsIn(headers, 4) ?? []
    if (!isSame(mac, this.#mac(`${userId}.${expiresAt}.${binding}`))) return null
    const leftMs = Number(expiresAt) - this.#clock.now().getTime()
    // More than the validity is left if the clock was set back.
    if (leftMs <= 0 || leftMs > validMs) return null
    return { userId, isOf: (login) => isSame(binding, this.#bindingOf(login)) }
  }

  #bindingOf({ userId, credentialId, passwordHash }: FoundLogin): string {
    return this.#keyring.mac('second-step-login', JSON.stringify([userId, credentialId, passwordHash]))
  }

  #mac(content: string): string {
    return this.#keyring.mac('second-step', content)
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
