import { z } from 'zod'
import { id, pageCursor, pageLimit, timestamp } from '../text.ts'

/** One action. Secrets appear as `true` ("was set"), never as text. */
export const auditEntry = z.object({
  id: z.number().int(),
  at: timestamp,
  actor: z.object({ kind: z.string(), name: z.string() }),
  /** entity.verb, for example customer.change */
  action: z.string(),
  /** `name`: the username of the hosting account, if the action concerns one. */
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** The `x-request-id` header of the response. */
  requestId: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditPage = z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() })
export type AuditPage = z.infer<typeof auditPage>

export const customerAuditQuery = z.object({ id: id('id'), limit: pageLimit, cursor: pageCursor.optional() })
export type CustomerAuditQuery = z.infer<typeof customerAuditQuery>
