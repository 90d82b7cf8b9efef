import { z } from 'zod'
import { csvSeparators } from '../customers/csv-separator.ts'
import { id, lineOfText, pageCursor, pageLimit, timestamp } from '../text.ts'

/** One action. Secrets appear as `true` ("was set"), never as text. */
export const auditEntry = z.object({
  id: z.number().int(),
  at: timestamp,
  /** `kind`: staff, customer, system, or caller for a client that is not signed in. */
  actor: z.object({ kind: z.string(), name: z.string() }),
  /** entity.verb, for example customer.change */
  action: z.string(),
  /** `name`: the username of the hosting account, if the action concerns one. */
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** The `x-request-id` header of the response. */
  requestId: z.string().nullable(),
  /** Client address of a sign-in, a sign-out or a refusal. */
  address: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditPage = z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() })
export type AuditPage = z.infer<typeof auditPage>

export const customerAuditQuery = z.object({ id: id('id'), limit: pageLimit, cursor: pageCursor.optional() })
export type CustomerAuditQuery = z.infer<typeof customerAuditQuery>

const time = (label: string) =>
  z.iso
    .datetime({ error: `${label} must be a time like 2026-11-23T17:22:29.000Z.` })
    // PostgreSQL has no year 0.
    .refine((value) => !value.startsWith('0000'), `${label} must be a time like 2026-11-23T17:22:29.000Z.`)

const filter = z.object({
  /** Part of the actor's name. */
  actor: lineOfText('actor', { max: 254 }).optional(),
  actorId: id('actorId').optional(),
  action: lineOfText('action', { max: 100 }).optional(),
  /** Kind of the subject: customer, hosting-account, operation, server, login, staff, installation, import, webhook-endpoint, bank-statement. */
  subjectKind: lineOfText('subjectKind', { max: 100 }).optional(),
  subjectId: id('subjectId').optional(),
  address: lineOfText('address', { max: 100 }).optional(),
  from: time('from').optional(),
  /** Exclusive. */
  to: time('to').optional(),
})

export const auditQuery = filter.extend({ limit: pageLimit, cursor: pageCursor.optional() })
export type AuditQuery = z.infer<typeof auditQuery>

export const auditExportQuery = filter.extend({
  separator: z
    .enum(csvSeparators, { error: `separator must be one of: ${csvSeparators.join(', ')}.` })
    .default('comma'),
})
export type AuditExportQuery = z.infer<typeof auditExportQuery>
