import { z } from 'zod'
import { operation, operationSummary } from '../operations/schemas.ts'
import { accountPlacement, placementWish } from '../servers/placement.ts'
import { emailAddress, id, lineOfText, pageLimit, requiredLineOfText, timestamp } from '../text.ts'
import { hostingAccountStatuses, suspendReasons } from './states.ts'
import { hostingPassword, hostingUsername } from './username.ts'

export const hostingAccountStatus = z.enum(hostingAccountStatuses)
export type HostingAccountStatus = z.infer<typeof hostingAccountStatus>

/** Reasons of a suspension. They are a set: the account is suspended while any remains. */
export const suspendReason = z.enum(suspendReasons, {
  error: 'reason must be one of: staff, abuse, overdue.',
})
export type SuspendReason = z.infer<typeof suspendReason>

/**
 * The account's id on its panel: a number if the panel's ids are whole numbers (NextPanel), otherwise text.
 */
export const panelUserId = z.union([z.number().int(), z.string()])
export type PanelUserId = z.infer<typeof panelUserId>

/** The input for a new account, and the `provisioning` part of a new customer. */
export const provisioning = z.object({
  username: hostingUsername,
  password: hostingPassword,
  /** `auto`, the default: chosen by the placement policy of the installation, among the servers with room. */
  serverId: z
    .union([z.literal('auto'), id('NextPanel Server')], {
      error: 'NextPanel Server must be the id of a server, or auto.',
    })
    .optional(),
  /** Limits the automatic choice. */
  placement: placementWish.optional(),
  /** The account's email on the panel. Default: the customer's email. */
  email: emailAddress('Hosting Email').optional(),
  packageId: z
    .union([z.number().int('packageId must be a number or text.'), lineOfText('Package', { max: 100 })], {
      error: 'packageId must be a number or text.',
    })
    .optional(),
})
export type Provisioning = z.infer<typeof provisioning>

export const hostingAccount = z.object({
  id: z.string(),
  customerId: z.string(),
  serverId: z.string(),
  serverName: z.string(),
  username: z.string(),
  email: z.string(),
  status: hostingAccountStatus,
  panelUserId: panelUserId.nullable(),
  /** True after the panel's own record was read and matched. */
  verified: z.boolean(),
  suspendReasons: z.array(suspendReason),
  /** Why it is on its server. Null: staff chose the server, or the account was adopted. */
  placement: accountPlacement.nullable(),
  /** False for an account that staff adopted: this application did not set its password. */
  passwordSetByUs: z.boolean(),
  /** Address at which the customer signs in to the panel. */
  panelUrl: z.string(),
  /** The latest operation on this account. */
  operation: operationSummary.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
})
export type HostingAccount = z.infer<typeof hostingAccount>

/** "#44" searches NextPanel User IDs only. */
export const hostingAccountSearch = z.object({
  search: requiredLineOfText('search', { max: 200 }),
  limit: pageLimit,
})
export type HostingAccountSearch = z.infer<typeof hostingAccountSearch>

/** An account with the name of the customer it belongs to. */
export const foundAccount = hostingAccount.extend({ customerName: z.string() })
export type FoundAccount = z.infer<typeof foundAccount>

/** Response of a call that starts an operation: the state reached within the wait. */
export const accountAndOperation = z.object({ account: hostingAccount, operation })
export type AccountAndOperation = z.infer<typeof accountAndOperation>

/** `message` is the sentence for the caller (S10, S11). */
export const hostingOutcome = accountAndOperation.extend({ message: z.string() })
export type HostingOutcome = z.infer<typeof hostingOutcome>

export const suspension = z.object({
  reason: suspendReason,
  note: lineOfText('Note', { max: 500 }).optional(),
})
/** The current suspension reasons of an account, each with its actor and note, newest first. */
export const suspensions = z.object({
  items: z.array(
    z.object({ reason: suspendReason, note: z.string().nullable(), by: z.string(), at: timestamp }),
  ),
})
export type Suspension = z.infer<typeof suspensions>['items'][number]

export const unsuspension = z.object({ reason: suspendReason })
export const termination = z.object({
  /** The account's username as a confirmation, because terminating deletes all its data. */
  confirm: z.string({ error: 'confirm must be the username of the account to terminate.' }),
  /**
   * Staff have deleted the account in NextPanel, or verified that it does not exist. The panel is not
   * checked. Only for a termination that needs attention.
   */
  deletedOnPanel: z.boolean({ error: 'deletedOnPanel must be true or false.' }).optional(),
})
export const passwordChange = z.object({ password: hostingPassword })

/** Usage as the panel reports it. Bytes if the panel counts bytes. Null if it does not report the value. */
export const hostingUsage = z.object({
  domains: z.number().nullable(),
  databases: z.number().nullable(),
  emailAccounts: z.number().nullable(),
  sslCertificates: z.number().nullable(),
  storageUsed: z.union([z.number(), z.string()]).nullable(),
  lastLoginAt: z.string().nullable(),
  readAt: timestamp,
})
export type HostingUsage = z.infer<typeof hostingUsage>
