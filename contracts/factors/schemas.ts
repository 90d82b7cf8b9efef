import { z } from 'zod'
import { ownPasswordChange } from '../session/schemas.ts'
import { id, requiredLineOfText, timestamp } from '../text.ts'

const { currentPassword } = ownPasswordChange.shape

/** Six digits of an authenticator app. Spaces are ignored. */
export const totpCode = z
  .string({ error: 'Code is required.' })
  .trim()
  .min(1, 'Code is required.')
  .max(20, 'Enter the six digits that the authenticator app shows.')
  .regex(/^[\d\s]*$/, 'Enter the six digits that the authenticator app shows.')

const recoveryCode = z
  .string({ error: 'Recovery code is required.' })
  .trim()
  .min(1, 'Recovery code is required.')
  .max(40, 'A recovery code has 16 letters and digits.')

export const codeOnly = z.object({ code: totpCode })
export type CodeOnly = z.infer<typeof codeOnly>

export const recoveryCodeOnly = z.object({ recoveryCode })

/** The body of POST /api/auth/sign-in/code. */
export const secondStep = z.union([codeOnly, recoveryCodeOnly])
export type SecondStep = z.infer<typeof secondStep>

export const passkey = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
})
export type Passkey = z.infer<typeof passkey>

/** The caller's second factors. */
export const ownFactors = z.object({
  passkeys: z.array(passkey),
  /** The host name at which passkeys work. Null: PUBLIC_URL allows none. */
  passkeyDomain: z.string().nullable(),
  /** Null: no authenticator app. */
  totp: z.object({ since: timestamp, recoveryCodesLeft: z.number().int() }).nullable(),
  /** The installation requires a second factor for this login. */
  required: z.boolean(),
})
export type OwnFactors = z.infer<typeof ownFactors>

export const passwordOnly = z.object({ currentPassword })
export type PasswordOnly = z.infer<typeof passwordOnly>

/** Without an authenticator app, the password; with one, the password and a code. */
export const reauthentication = z.object({ currentPassword, code: totpCode.optional() })
export type Reauthentication = z.infer<typeof reauthentication>

export const passwordAndCode = z.object({ currentPassword, code: totpCode })
export type PasswordAndCode = z.infer<typeof passwordAndCode>

/** A secret for an authenticator app, shown only once. */
export const totpSetup = z.object({
  /** Base32, to type in by hand. */
  secret: z.string(),
  /** otpauth: address, for the QR code. */
  uri: z.string(),
})
export type TotpSetup = z.infer<typeof totpSetup>

/** New recovery codes, shown only once. */
export const newRecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export type NewRecoveryCodes = z.infer<typeof newRecoveryCodes>

const base64url = z
  .string()
  .min(1)
  .max(20_000)
  .regex(/^[\w-]*$/, 'This is not base64url.')

const credential = { id: base64url.max(2_000), rawId: base64url.max(2_000), type: z.literal('public-key') }

/** The response of a browser that created a passkey (WebAuthn, RegistrationResponseJSON). */
export const newPasskey = z.object({
  name: requiredLineOfText('Name', { max: 100 }),
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url,
      attestationObject: base64url,
      transports: z.array(z.string().max(30)).max(10).optional(),
    }),
  }),
})
export type NewPasskey = z.infer<typeof newPasskey>

/** The response of a browser with a passkey (WebAuthn, AuthenticationResponseJSON). */
export const passkeyAssertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.max(2_000).optional(),
  }),
})
export type PasskeyAssertion = z.infer<typeof passkeyAssertion>

/** Options for the browser (WebAuthn, PublicKeyCredentialCreationOptionsJSON or ...RequestOptionsJSON). */
export const passkeyOptions = z.object({ options: z.record(z.string(), z.unknown()) })
export type PasskeyOptions = z.infer<typeof passkeyOptions>

export const passkeyRemoval = z.object({ id: id('id'), currentPassword })
export type PasskeyRemoval = z.infer<typeof passkeyRemoval>
