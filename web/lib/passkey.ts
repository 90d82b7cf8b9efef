import type { NewPasskey, PasskeyAssertion, PasskeyOptions } from '#contracts/factors/schemas.ts'
import { words } from '../words/index.ts'
import { PasskeyError } from './problem.ts'

const library = () => import('@simplewebauthn/browser')

type Options<Start extends 'startRegistration' | 'startAuthentication'> = Parameters<
  Awaited<ReturnType<typeof library>>[Start]
>[0]['optionsJSON']

const failure = (cause: unknown, message: string) =>
  new PasskeyError(
    cause instanceof Error && cause.name === 'InvalidStateError' ? words.passkeys.existsAlready : message,
    { cause },
  )

/** Returns whether passkeys of this system work at the address of this page. */
export const passkeysWorkAt = (domain: string | null | undefined): boolean =>
  typeof domain === 'string' && domain === window.location.hostname && 'PublicKeyCredential' in window

/** Lets the browser create a passkey. @throws {PasskeyError} */
export async function createPasskey({ options }: PasskeyOptions): Promise<NewPasskey['response']> {
  const { startRegistration } = await library()
  // The browser validates the options.
  const optionsJSON = options as unknown as Options<'startRegistration'>
  const { id, rawId, type, response } = await startRegistration({ optionsJSON }).catch((cause: unknown) => {
    throw failure(cause, words.passkeys.notCreated)
  })
  const { clientDataJSON, attestationObject, transports = [] } = response
  return { id, rawId, type, response: { clientDataJSON, attestationObject, transports } }
}

/** Lets the browser sign with a passkey. @throws {PasskeyError} */
export async function signWithPasskey({ options }: PasskeyOptions): Promise<PasskeyAssertion> {
  const { startAuthentication } = await library()
  const optionsJSON = options as unknown as Options<'startAuthentication'>
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON }).catch((cause: unknown) => {
    throw failure(cause, words.passkeys.notUsed)
  })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return {
    id,
    rawId,
    type,
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) },
  }
}
