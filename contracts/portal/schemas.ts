import { z } from 'zod'
import { hostingAccountStatus, panelUserId } from '../hosting/schemas.ts'
import { operationKind } from '../operations/schemas.ts'
import { timestamp } from '../text.ts'

/**
 * What goes on with an account right now, for the person whose it is. `by-staff`: it goes on only once the hosting
 * company has done something.
 */
export const portalProgress = z.object({
  kind: operationKind,
  step: z.enum(['ordered', 'at-work', 'checking', 'waiting', 'by-staff']),
  /** When it goes on by itself, where it waits. */
  nextAttemptAt: timestamp.nullable(),
  since: timestamp,
})
export type PortalProgress = z.infer<typeof portalProgress>

export const portalAccount = z.object({
  id: z.string(),
  username: z.string(),
  status: hostingAccountStatus,
  panelUrl: z.string(),
  serverName: z.string(),
  panelUserId: panelUserId.nullable(),
  /** null: nothing is under way. */
  progress: portalProgress.nullable(),
  createdAt: timestamp,
})
export type PortalAccount = z.infer<typeof portalAccount>

/** What is known of the signed-in customer. */
export const portalDetails = z.object({
  email: z.string(),
  fullName: z.string(),
  companyName: z.string().nullable(),
  createdAt: timestamp,
})
