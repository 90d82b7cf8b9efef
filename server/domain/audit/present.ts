import type { AuditEntry } from '#contracts/audit/schemas.ts'
import { type AuditRow, auditFacts } from '#server/platform/audit/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'

/** @param name of the subject, if it is known */
export const presentAudit = (row: AuditRow, name: string | null): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { kind: row.actorKind, name: row.actorName },
  action: row.action,
  subject: { kind: row.subjectKind, id: row.subjectId, name },
  before: auditFacts.parse(row.before),
  after: auditFacts.parse(row.after),
  requestId: row.requestId,
  address: row.address,
})

/** Returns the id in a cursor. @throws {Refusal} invalid-body for any other text */
export function entryBefore(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  if (/^[1-9]\d{0,14}$/.test(cursor)) return Number(cursor)
  throw fieldRefusal(
    'invalid-body',
    'cursor',
    'invalid',
    'cursor was not issued by this list. Omit it to start at the first page.',
  )
}
