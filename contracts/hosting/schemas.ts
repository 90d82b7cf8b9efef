import { z } from 'zod'
import { operation, operationSummary } from '../operations/schemas.ts'
import { emailAddress, id, lineOfText, pageLimit, timestamp } from '../text.ts'
import { hostingAccountStatuses, suspendReasons } from './states.ts'
import { hostingPassword, hostingUsername } from './username.ts'

export const hostingAccountStatus = z.enum(hostingAccountStatuses)
export type HostingAccountStatus = z.infer<typeof hostingAccountStatus>

/** Why an account is suspended; a set: suspended while any is left. */
export const suspendReason = z.enum(suspendReasons, {
  error: 'reason must be one of: staff, abuse, overdue.',
})
export type SuspendReason = z.infer<typeof suspendReason>

/** The account's id on its panel: a number where the panel's ids are whole numbers (NextPanel), else text. */
export const panelUserId = z.union([z.number().int(), z.string()])
export type PanelUserId = z.infer<typeof panelUserId>

/** What is asked for when an account is to be made; also the `provisioning` part of a new customer. */
export const provisioning = z.object({
  username: hostingUsername,
  password: hostingPassword,
  /** Left out: the least utilised server that can take it. */
  serverId: id('NextPanel Server').optional(),
  /** The account's address on the panel; the customer's own unless given. */
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
  /** True once the panel's own record was read back and matched. */
  verified: z.boolean(),
  suspendReasons: z.array(suspendReason),
  /** False for an account adopted by a person: its password was not set by us. */
  passwordSetByUs: z.boolean(),
  /** Where the customer signs in to the panel. */
  panelUrl: z.string(),
  /** The latest operation on this account. */
  operation: operationSummary.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
})
export type HostingAccount = z.infer<typeof hostingAccount>

/** "#44" searches NextPanel User IDs only. */
export const hostingAccountSearch = z.object({
  search: z
    .string({ error: 'search must be a username, a NextPanel User ID or an id.' })
    .trim()
    .min(1, 'search must be a username, a NextPanel User ID or an id.')
    .max(200, 'search can have at most 200 characters.'),
  limit: pageLimit,
})
export type HostingAccountSearch = z.infer<typeof hostingAccountSearch>

/** An account with the name of the customer it belongs to. */
export const foundAccount = hostingAccount.extend({ customerName: z.string() })
export type FoundAccount = z.infer<typeof foundAccount>

/** What a call that starts an operation answers: the state reached within the wait. */
export const accountAndOperation = z.object({ account: hostingAccount, operation })
export type AccountAndOperation = z.infer<typeof accountAndOperation>

/** `message` is the sentence for the person who asked (S10, S11). */
export const hostingOutcome = accountAndOperation.extend({ message: z.string() })
export type HostingOutcome = z.infer<typeof hostingOutcome>

export const suspension = z.object({
  reason: suspendReason,
  note: lineOfText('Note', { max: 500 }).optional(),
})
/** Who suspended an account for a reason that is still in force, and why; newest first. */
export const suspensions = z.object({
  items: z.array(
    z.object({ reason: suspendReason, note: z.string().nullable(), by: z.string(), at: timestamp }),
  ),
})
export type Suspension = z.infer<typeof suspensions>['items'][number]

export const unsuspension = z.object({ reason: suspendReason })
export const termination = z.object({
  /** The account's username, typed again: terminating deletes everything in it. */
  confirm: z.string({ error: 'confirm must be the username of the account to terminate.' }),
  /**
   * A person has deleted the account in NextPanel, or seen that it is not there: taken as true, without asking the
   * panel. Only for a termination that waits for a person.
   */
  deletedOnPanel: z.boolean({ error: 'deletedOnPanel must be true or false.' }).optional(),
})
export const passwordChange = z.object({ password: hostingPassword })

/** What the panel says an account uses. Bytes where the panel counts bytes; null where it does not say. */
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
