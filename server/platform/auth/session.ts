import { timingSafeEqual } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies'
import { makeSignature } from 'better-auth/crypto'
import type { SignIn } from './sign-in.ts'

/** Returns the session token of a request's cookie, or null if there is none or its signature is not ours. */
export async function sessionTokenOf(signIn: SignIn, headers: Headers): Promise<string | null> {
  const { authCookies, secret } = await signIn.$context
  const value = parseCookies(headers.get('cookie') ?? '').get(authCookies.sessionToken.name)
  const dot = value?.lastIndexOf('.') ?? -1
  if (value === undefined || dot < 1) return null
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1))
  const expected = Buffer.from(await makeSignature(token, secret))
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null
}

/** Returns whether better-auth must handle the session: it has expired, or is old enough to be renewed. */
export async function isSessionDue(signIn: SignIn, expiresAt: Date, now: Date): Promise<boolean> {
  const { expiresIn, updateAge } = (await signIn.$context).sessionConfig
  return expiresAt.getTime() - now.getTime() <= (expiresIn - updateAge) * 1000
}

/**
 * Renews a session that is old enough, or deletes it if it has expired. @returns whether it is still valid
 */
export async function refreshSession(signIn: SignIn, headers: Headers): Promise<boolean> {
  return (await signIn.api.getSession({ headers })) !== null
}
