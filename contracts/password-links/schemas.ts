import { z } from 'zod'
import { loginEmail, newPassword, timestamp } from '../text.ts'

/**
 * A single-use link with which a customer sets the password of their login. A new link, and any other change
 * of the password, invalidates it. `path` is relative to the web application's address. The token follows the
 * #, which browsers do not send to a server.
 */
export const passwordLink = z.object({ path: z.string(), expiresAt: timestamp })
export type PasswordLink = z.infer<typeof passwordLink>

const token = z
  .string({ error: 'The link is incomplete. Open it again exactly as you received it.' })
  .min(1, 'The link is incomplete. Open it again exactly as you received it.')
  .max(200, 'This link is not valid. Open it again exactly as you received it.')

export const passwordLinkToken = z.object({ token })
export type PasswordLinkToken = z.infer<typeof passwordLinkToken>

/** The owner of the password that a link sets. */
export const passwordLinkOwner = z.object({ email: z.string(), name: z.string(), expiresAt: timestamp })
export type PasswordLinkOwner = z.infer<typeof passwordLinkOwner>

export const passwordByLink = z.object({ token, password: newPassword() })
export type PasswordByLink = z.infer<typeof passwordByLink>

/** A request for a link by mail. The answer is the same whether the address has a login or not. */
export const passwordResetRequest = z.object({ email: loginEmail() })
export type PasswordResetRequest = z.infer<typeof passwordResetRequest>
