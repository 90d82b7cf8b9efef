import type { Queryable } from '#server/platform/database/index.ts'
import { auditEntries } from './table.ts'

/** The caller, or `kind: 'caller'` for a client that is not signed in. */
export interface AuditActor {
  readonly kind: 'staff' | 'customer' | 'system' | 'caller'
  readonly name: string
  readonly userId?: string
}

export interface AuditEntry {
  readonly at: Date
  readonly actor: AuditActor
  /** Format: entity.verb */
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  /** The changes, without secrets: passwords appear as true ("was set"), never as text. */
  readonly before?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
  readonly requestId: string | null
  /** Client address, for sign-ins, sign-outs and refusals. */
  readonly address?: string
}

/** Returns the row of an entry, to be written with the change that it records. */
export const auditRow = (entry: AuditEntry): typeof auditEntries.$inferInsert => ({
  at: entry.at,
  actorKind: entry.actor.kind,
  actorId: entry.actor.userId ?? null,
  actorName: entry.actor.name,
  action: entry.action,
  subjectKind: entry.subject.kind,
  subjectId: entry.subject.id,
  before: entry.before ?? null,
  after: entry.after ?? null,
  requestId: entry.requestId,
  address: entry.address ?? null,
})

/** Writes one entry in the caller's transaction, so that change and entry are committed together. */
export async function recordAudit(tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx.insert(auditEntries).values(auditRow(entry))
}
