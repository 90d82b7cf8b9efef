import { z } from 'zod'
import { timestamp } from '../text.ts'

/**
 * A problem of a server that staff should know about: one for each server and cause, however many operations
 * it affects.
 */
export const alert = z.object({
  id: z.string(),
  /** needs-operator: key, permissions, TLS or address. unreachable: the server does not respond. */
  cause: z.enum(['needs-operator', 'unreachable']),
  serverId: z.string(),
  serverName: z.string(),
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
