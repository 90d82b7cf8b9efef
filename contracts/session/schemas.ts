import { z } from 'zod'
import { permissions } from '../access.ts'
import { staffRoles } from '../roles.ts'
import { emailAddress, loginEmail, newPassword, requiredLineOfText, timestamp } from '../text.ts'

/** The signed-in user. `customerId` is null for staff. */
export const viewer = z.object({
  userId: z.string(),
  role: z.enum([...staffRoles, 'customer']),
  /** Of the role. A customer has none, and neither has a staff user with `needsFactor`. */
  permissions: z.array(z.enum(permissions)),
  email: z.string(),
  name: z.string(),
  customerId: z.string().nullable(),
  /** The user has an authenticator app. */
  twoFactor: z.boolean(),
  /** The installation requires a second factor, and this user has none: only calls for the own login work. */
  needsFactor: z.boolean(),
})
export type Viewer = z.infer<typeof viewer>

/** `required` is true until the first staff user exists. It never becomes true again. */
export const setupState = z.object({
  required: z.boolean(),
  /** The host name at which passkeys work. Null: PUBLIC_URL allows none. */
  passkeyDomain: z.string().nullable(),
})

export const setup = z.object({
  /** From the one-time link that the first start prints. */
  token: z
    .string({ error: 'The setup link is incomplete. Open the full link from the server’s startup log.' })
    .max(200, 'This setup link is not valid. Open the full link from the server’s startup log.'),
  email: emailAddress(),
  fullName: requiredLineOfText('Full Name', { max: 200 }),
  password: newPassword(),
})
export type Setup = z.infer<typeof setup>

/** The body of POST /api/auth/sign-in/email. */
export const signIn = z.object({
  email: loginEmail(),
  password: z.string().min(1, 'Password is required.').max(128, 'Password can have at most 128 characters.'),
})
export type SignIn = z.infer<typeof signIn>

/** One session of the signed-in user: a browser in which they signed in. */
export const ownSession = z.object({
  id: z.string(),
  /** The session of this request. */
  isCurrent: z.boolean(),
  /** As the browser names itself; null if it did not. */
  userAgent: z.string().nullable(),
  /** Of the sign-in. */
  ipAddress: z.string().nullable(),
  createdAt: timestamp,
  /** To five minutes. */
  lastUsedAt: timestamp,
  /** If it is not used again. */
  expiresAt: timestamp,
})
export type OwnSession = z.infer<typeof ownSession>

/** The signed-in user's own password. */
export const ownPasswordChange = z.object({
  currentPassword: z
    .string({ error: 'Current Password is required.' })
    .min(1, 'Current Password is required.')
    .max(128, 'Current Password can have at most 128 characters.'),
  newPassword: newPassword('New Password'),
})
export type OwnPasswordChange = z.infer<typeof ownPasswordChange>

/** A new email for the caller's own login. It changes when the link that is mailed to it is used. */
export const ownEmailChange = z.object({
  newEmail: emailAddress('New Email'),
  currentPassword: ownPasswordChange.shape.currentPassword,
})
export type OwnEmailChange = z.infer<typeof ownEmailChange>

export const emailChangeToken = z.object({
  token: z
    .string({ error: 'The link is incomplete. Open it again exactly as you received it.' })
    .min(1, 'The link is incomplete. Open it again exactly as you received it.')
    .max(200, 'This link is not valid. Open it again exactly as you received it.'),
})
export type EmailChangeToken = z.infer<typeof emailChangeToken>
