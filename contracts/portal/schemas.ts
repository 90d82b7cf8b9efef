import { z } from 'zod'
import { hostingAccountStatus, panelUserId } from '../hosting/schemas.ts'
import { localDateText } from '../local-date.ts'
import { money } from '../money/schemas.ts'
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

/**
 * Why an account is suspended, as its owner sees it. overdue: it is restored automatically after the payment. restoring:
 * paid, and not read back as active yet.
 */
export const portalSuspension = z.enum(['overdue', 'restoring', 'other'])

export const portalAccount = z.object({
  id: z.string(),
  username: z.string(),
  status: hostingAccountStatus,
  panelUrl: z.string(),
  serverName: z.string(),
  panelUserId: panelUserId.nullable(),
  /** Null: no operation is in progress. */
  progress: portalProgress.nullable(),
  /** Null: it is not suspended. */
  suspension: portalSuspension.nullable(),
  /** The overdue invoices that keep the account suspended, the longest overdue first. */
  overdueInvoices: z.array(
    z.object({ id: z.string(), number: z.string(), dueOn: localDateText, amountDue: money }),
  ),
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
