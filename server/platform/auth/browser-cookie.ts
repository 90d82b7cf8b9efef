import { parse, serialize } from 'hono/utils/cookie'

/** Browsers keep no cookie longer: 400 days. */
const longestSeconds = 34_560_000

/**
 * A cookie that scripts cannot read. It is Secure and `__Host-` if and only if the public address is https:
 * browsers reject such cookies on plain http, which a new installation on a LAN uses.
 */
export class BrowserCookie {
  readonly #name: string
  readonly #https: boolean

  constructor(name: string, publicUrl: string | undefined) {
    this.#https = publicUrl?.startsWith('https:') ?? false
    this.#name = this.#https ? `__Host-${name}` : name
  }

  /** Returns the parts of the value, which dots separate, or null if there are more or fewer of them. */
  partsIn(headers: Headers, count: number): string[] | null {
    const parts = parse(headers.get('cookie') ?? '', this.#name)[this.#name]?.split('.')
    return parts?.length === count ? parts : null
  }

  /** Returns a Set-Cookie header. @param lifetimeMs 0 removes the cookie */
  set(value: string, lifetimeMs: number): string {
    const attributes = { path: '/', httpOnly: true, secure: this.#https, sameSite: 'Lax' } as const
    return serialize(this.#name, value, {
      ...attributes,
      maxAge: Math.min(Math.floor(lifetimeMs / 1000), longestSeconds),
    })
  }
}
