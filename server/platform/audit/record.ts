import type { Actor } from '#server/platform/auth/actor.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { auditEntries } from './table.ts'

export interface AuditEntry {
  readonly at: Date
  readonly actor: Actor
  /** Format: entity.verb */
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  /** The changes, without secrets: passwords appear as true ("was set"), never as text. */
  readonly before?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
  readonly requestId: string | null
}

/** Returns the row of an entry, to be written with the change that it records. */
export const auditRow = (entry: AuditEntry): typeof auditEntries.$inferInsert => ({
  at: entry.at,
  actorKind: entry.actor.kind,
  actorId: entry.actor.kind === 'system' ? null : entry.actor.userId,
  actorName: entry.actor.name,
  action: entry.action,
  subjectKind: entry.subject.kind,
  subjectId: entry.subject.id,
  before: entry.before ?? null,
  after: entry.after ?? null,
  requestId: entry.requestId,
})

/** Writes one entry in the caller's transaction, so that change and entry are committed together. */
export async function recordAudit(tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx.insert(auditEntries).values(auditRow(entry))
}
