import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { takeRecoveryCode, takeTotpCode } from './factors.ts'
import type { FoundLogin } from './find-login.ts'
import type { Sessions, SignInRequest } from './sessions.ts'

/** Every outcome of the second step of a sign-in. */
export type SecondStepOutcome =
  | { readonly kind: 'signed-in'; readonly cookie: string }
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'inactive' }
  /** The login was changed since its password was checked. The code is used up. */
  | { readonly kind: 'changed' }

/** Uses up a code of the authenticator app or a recovery code, and begins a session. */
export async function signInBySecondFactor(
  { db, clock, keyring, sessions }: { db: Queryable; clock: Clock; keyring: Keyring; sessions: Sessions },
  login: FoundLogin,
  {
    factor,
    ...request
  }: SignInRequest & { factor: { readonly code: string } | { readonly recoveryCode: string } },
): Promise<SecondStepOutcome> {
  if (!login.isActive) return { kind: 'inactive' }
  const { userId } = login
  const isRight =
    'code' in factor
      ? await takeTotpCode(db, { userId, code: factor.code, keyring, at: clock.now() })
      : await takeRecoveryCode(db, userId, factor.recoveryCode)
  if (!isRight) return { kind: 'wrong-code' }
  const cookie = await sessions.begin(login, request, 'code' in factor ? 'totp' : 'recovery-code')
  return cookie === null ? { kind: 'changed' } : { kind: 'signed-in', cookie }
}
