import { z } from 'zod'
import { ownPasswordChange } from '../session/schemas.ts'
import { timestamp } from '../text.ts'

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
export type RecoveryCodeOnly = z.infer<typeof recoveryCodeOnly>

/** The body of POST /api/auth/sign-in/code. */
export const secondStep = z.union([codeOnly, recoveryCodeOnly])
export type SecondStep = z.infer<typeof secondStep>

/** The caller's second factors. */
export const ownFactors = z.object({
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
