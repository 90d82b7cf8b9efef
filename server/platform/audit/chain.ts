import { createHash, createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'

/** The key of the hash chain. A writer of the database does not have it. */
export interface AuditKey {
  /** Public: names the key without revealing it. */
  readonly id: string
  /** Returns the hash of an entry that follows the entry with the hash `previous`, base64url. */
  hash(previous: string, content: string): string
}

/** The value before the first entry. */
export const chainStart = ''

/** @param secret 32 random bytes */
export const auditKeyOf = (secret: Buffer): AuditKey => ({
  id: createHash('sha256').update('audit-key').update(secret).digest('base64url').slice(0, 8),
  hash: (previous, content) =>
    createHmac('sha256', secret).update(previous).update('\n').update(content).digest('base64url'),
})

/**
 * The content of the entry `e` that its hash covers: every column, as one text. The database writes it, because
 * the drivers return times with different precision.
 */
export const auditContent = sql`jsonb_build_array(
  e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_kind, e.actor_id, e.actor_name,
  e.action, e.subject_kind, e.subject_id, e.before, e.after, e.request_id, e.address)::text`
