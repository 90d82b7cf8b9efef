import { CommandError, exitCodes, usageError } from '../exit-codes.ts'
import { type Login, readLogin } from './stored-login.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface FoundLogin extends Login {
  readonly from: 'environment' | 'file'
}

const notSignedIn = () =>
  new CommandError(
    exitCodes.notPermitted,
    'No login. Run: nextpanel-billing login <address>. Scripts set NEXTPANEL_BILLING_URL and NEXTPANEL_BILLING_TOKEN.',
  )

/** @throws {CommandError} wrong usage */
export function originOfAddress(address: string): string {
  try {
    const url = new URL(address.includes('://') ? address : `https://${address}`)
    if (/^https?:$/.test(url.protocol) && url.username === '' && url.pathname === '/' && url.search === '')
      return url.origin
  } catch {
    // The message below says how an address is written.
  }
  throw usageError(
    `"${address}" is not an address. Write it like https://billing.example.com, without a path.`,
  )
}

export const isEncryptedOrLocal = (origin: string): boolean =>
  origin.startsWith('https:') || /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(origin)

/**
 * Returns the address and the token to use. A stored token is sent only to the address that it was stored for.
 * @throws {CommandError} there is none
 */
export function findLogin(env: Env): FoundLogin {
  const address = env.NEXTPANEL_BILLING_URL?.trim()
  const token = env.NEXTPANEL_BILLING_TOKEN?.trim()
  if (token && !/^npb_[\w-]+$/.test(token))
    throw new CommandError(
      exitCodes.notPermitted,
      'NEXTPANEL_BILLING_TOKEN is not an API token. A token begins with npb_. Nothing was sent.',
    )
  if (address && token) return { url: originOfAddress(address), token, from: 'environment' }
  const stored = readLogin(env)
  if (token) {
    if (!stored)
      throw usageError('NEXTPANEL_BILLING_TOKEN is set, but NEXTPANEL_BILLING_URL is not. Set both.')
    throw usageError(
      `NEXTPANEL_BILLING_TOKEN is set without NEXTPANEL_BILLING_URL. Set both, or unset it to use the login at ${stored.url}.`,
    )
  }
  if (!stored) throw notSignedIn()
  if (address && originOfAddress(address) !== stored.url)
    throw new CommandError(
      exitCodes.notPermitted,
      `The stored token is for ${stored.url}, not for ${originOfAddress(address)}, so it is not sent there. Set NEXTPANEL_BILLING_TOKEN too.`,
    )
  return { ...stored, from: 'file' }
}
