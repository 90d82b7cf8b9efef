import { z } from 'zod'
import { timestamp } from '../text.ts'

/** Something about a server that staff should know of; one for a server and cause, however many operations it touches. */
export const alert = z.object({
  id: z.string(),
  /** needs-operator: key, rights, TLS or address. unreachable: it does not answer. */
  cause: z.enum(['needs-operator', 'unreachable']),
  serverId: z.string(),
  serverName: z.string(),
  /** What happened, what was done about it here, and what to do. */
  message: z.string(),
  done: z.string(),
  remedy: z.string(),
  /** The error code of the newest operation that it stopped, e.g. key-revoked; null: it stopped none. */
  code: z.string().nullable(),
  /** The first check of the connection that failed, e.g. key; null: none did. */
  check: z.string().nullable(),
  /** Operations of this server that wait, or stopped at this trouble and go on once it is over. */
  operations: z.number().int(),
  openedAt: timestamp,
})
export type Alert = z.infer<typeof alert>
