import { sql } from 'drizzle-orm'
import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Append-only: triggers in the database refuse UPDATE, DELETE and TRUNCATE. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** staff, customer, system or caller (not signed in) */
    actorKind: text().notNull(),
    actorId: uuid(),
    actorName: text().notNull(),
    /** entity.verb, for example customer.create */
    action: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: uuid().notNull(),
    before: jsonb(),
    after: jsonb(),
    requestId: text(),
    /** Client address of a sign-in, a sign-out or a refusal. Null for other actions. */
    address: text(),
  },
  (t) => [
    index('audit_entries_subject').on(t.subjectId, t.id),
    index('audit_entries_actor').on(t.actorId, t.id),
    index('audit_entries_action').on(t.action, t.id),
    index('audit_entries_address').on(t.address, t.id).where(sql`address is not null`),
    index('audit_entries_at').on(t.at),
  ],
)

/** The hash chain over the entries. Append-only as well. The sealer adds rows in the order of the entries. */
export const auditSeals = pgTable('audit_seals', {
  entryId: bigint({ mode: 'number' }).primaryKey(),
  /** HMAC-SHA256 of the previous hash and the content of the entry, base64url. */
  hash: text().notNull(),
  /** Id of the audit key that made the hash. */
  keyId: text().notNull(),
})
