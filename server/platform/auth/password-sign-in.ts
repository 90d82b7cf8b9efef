import type { FoundLogin } from './find-login.ts'
import { verifyNoPassword, verifyNow } from './passwords.ts'
import type { Sessions, SignInRequest } from './sessions.ts'

/** Every outcome of a sign-in whose password was checked. */
export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly login: FoundLogin; readonly cookie: string }
  | { readonly kind: 'wrong-password'; readonly login: FoundLogin | null }
  /** The password was correct, and the login has a second factor. */
  | { readonly kind: 'second-factor'; readonly login: FoundLogin }
  /** The password was correct. */
  | { readonly kind: 'inactive'; readonly login: FoundLogin }
  /** The login was changed while its password was checked. */
  | { readonly kind: 'changed'; readonly login: FoundLogin }

/**
 * Checks a password and begins a session, unless the login has a second factor. The caller holds a place in the queue of hashes.
 * @param login null if the email is unknown
 */
export async function signInByPassword(
  sessions: Sessions,
  login: FoundLogin | null,
  { password, ...request }: SignInRequest & { password: string },
): Promise<SignInOutcome> {
  if (!login) {
    // As slow as a wrong password, so that the time does not reveal which addresses exist.
    await verifyNoPassword(password)
    return { kind: 'wrong-password', login }
  }
  if (!(await verifyNow({ hash: login.passwordHash, password }))) return { kind: 'wrong-password', login }
  if (!login.isActive) return { kind: 'inactive', login }
  if (login.twoFactor) return { kind: 'second-factor', login }
  const cookie = await sessions.begin(login, request, 'password')
  return cookie === null ? { kind: 'changed', login } : { kind: 'signed-in', login, cookie }
}
