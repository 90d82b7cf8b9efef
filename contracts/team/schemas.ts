import { z } from 'zod'
import { passwordLink } from '../password-links/schemas.ts'
import { staffRoles } from '../roles.ts'
import { emailAddress, requiredLineOfText, timestamp } from '../text.ts'

export const staffRole = z.enum(staffRoles, {
  error: `role must be one of ${staffRoles.join(', ')}.`,
})

/**
 * - invited: has not chosen a password yet
 * - active: can sign in
 * - disabled: cannot sign in
 */
export const memberStatuses = ['invited', 'active', 'disabled'] as const
export type MemberStatus = (typeof memberStatuses)[number]

/** A staff user. */
export const teamMember = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: staffRole,
  status: z.enum(memberStatuses),
  /** Null before the first sign-in. */
  lastSignInAt: timestamp.nullable(),
  openSessions: z.number().int(),
  /** Has an authenticator app. */
  twoFactor: z.boolean(),
  createdAt: timestamp,
  /** The caller. */
  isSelf: z.boolean(),
  /** Whether the caller may change this member. False if the role of the member is not lower. */
  mayChange: z.boolean(),
})
export type TeamMember = z.infer<typeof teamMember>

export const team = z.object({
  items: z.array(teamMember),
  /** The roles that the caller may grant. */
  grantableRoles: z.array(staffRole),
  /** Staff without a second factor can only set one up. */
  factorsRequired: z.boolean(),
})
export type Team = z.infer<typeof team>

export const teamSettings = z.object({
  factorsRequired: z.boolean({ error: 'factorsRequired must be true or false.' }),
})
export type TeamSettings = z.infer<typeof teamSettings>

export const invitation = z.object({
  email: emailAddress(),
  fullName: requiredLineOfText('Full Name', { max: 200 }),
  role: staffRole,
})
export type Invitation = z.infer<typeof invitation>

/** `passwordLink` is null if the invitation was repeated after the link was used or replaced. */
export const invited = z.object({ member: teamMember, passwordLink: passwordLink.nullable() })
export type Invited = z.infer<typeof invited>

export const memberChange = z.object({
  fullName: requiredLineOfText('Full Name', { max: 200 }).optional(),
  role: staffRole.optional(),
  isActive: z.boolean({ error: 'isActive must be true or false.' }).optional(),
})
export type MemberChange = z.infer<typeof memberChange>
