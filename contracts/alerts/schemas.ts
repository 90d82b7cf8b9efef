import { z } from 'zod'
import { timestamp } from '../text.ts'

export const alertCauses = [
  'needs-operator',
  'unreachable',
  'webhook-disabled',
  'billing-parked',
  'suspensions-stopped',
  'termination-due',
  'no-account-to-suspend',
  'billing-stopped',
  'backup-failed',
  'hosting-not-created',
] as const

/**
 * A problem of a server, a webhook endpoint, a customer or the installation that staff should know about: one for each
 * of them and each cause, however many operations it affects.
 */
export const alert = z.object({
  id: z.string(),
  /**
   * needs-operator: key, permissions, TLS or address. unreachable: the server does not respond. webhook-disabled: the
   * system disabled a webhook endpoint that failed for long or is gone. billing-parked: the customer is not billed until
   * staff have looked. suspensions-stopped: too many accounts would be suspended in one day. termination-due: staff
   * must decide whether to terminate an account. no-account-to-suspend: an overdue subscription has no hosting account that
   * could be suspended. billing-stopped: an invoice run could not number an invoice. backup-failed: the newest
   * scheduled backup could not be made. hosting-not-created: a subscription has no hosting, though it was ordered.
   */
  cause: z.enum(alertCauses),
  /** Null: the alert is not about a server. */
  serverId: z.string().nullable(),
  serverName: z.string().nullable(),
  /** Null: the alert is not about a webhook endpoint. */
  endpointId: z.string().nullable(),
  /** The host of its URL. */
  endpointHost: z.string().nullable(),
  /** Null: the alert is not about a customer. */
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  /** The event, its consequence here, and the remedy. */
  message: z.string(),
  done: z.string(),
  remedy: z.string(),
  /**
   * The error code of the newest operation that it stopped, for example key-revoked. Null: it stopped none.
   */
  code: z.string().nullable(),
  /** The first check of the connection that failed, for example key. Null: none failed. */
  check: z.string().nullable(),
  /**
   * Number of operations of this server that wait, or that this problem stopped and that resume when it is
   * over.
   */
  operations: z.number().int(),
  openedAt: timestamp,
})
export type Alert = z.infer<typeof alert>
