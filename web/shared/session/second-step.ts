import type { PasskeyAssertion, PasskeyOptions, SecondStep } from '#contracts/factors/schemas.ts'
import { signWithPasskey } from '../../lib/passkey.ts'
import { words } from '../../words/index.ts'
import { post, refuse } from './session.ts'

/** The second step of a sign-in. */
export async function signInByCode(body: SecondStep): Promise<void> {
  const response = await post('/api/auth/sign-in/code', body)
  if (!response.ok) await refuse(response, { 'invalid-credentials': words.twoFactor.wrongCode })
}

/** Returns the response of a passkey to a new challenge. @throws {PasskeyError} */
export async function passkeyResponse(): Promise<PasskeyAssertion> {
  const response = await post('/api/auth/passkey-options', {})
  if (!response.ok) return refuse(response, {})
  const { options }: PasskeyOptions = await response.json()
  return signWithPasskey({ options })
}

/** Signs in with a passkey, without email, password and code. */
export async function signInByPasskey(): Promise<void> {
  const response = await post('/api/auth/sign-in/passkey', await passkeyResponse())
  if (!response.ok) await refuse(response, {})
}
