import { z } from 'zod'
import { hostingAccountStatus, panelUserId } from '../hosting/schemas.ts'
import { operationKind } from '../operations/schemas.ts'
import { timestamp } from '../text.ts'

/**
 * The current operation of an account, for its owner. `by-staff`: it continues only after the hosting company
 * has acted.
 */
export const portalProgress = z.object({
  kind: operationKind,
  step: z.enum(['ordered', 'at-work', 'checking', 'waiting', 'by-staff']),
  /** Time at which a waiting operation continues automatically. */
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
  /** Null: no operation is in progress. */
  progress: portalProgress.nullable(),
  createdAt: timestamp,
})
export type PortalAccount = z.infer<typeof portalAccount>

/** The data of the calling customer. */
export const portalDetails = z.object({
  email: z.string(),
  fullName: z.string(),
  companyName: z.string().nullable(),
  createdAt: timestamp,
})
