import { sql } from 'drizzle-orm'
import pg from 'pg'
import type { Db } from './types.ts'

/** Tables in which the role of the application may only read and add rows. */
const appendOnly = [
  'audit_entries',
  'audit_seals',
  'subscription_changes',
  'journal_entries',
  'postings',
  'allocations',
  'refunds',
]

/**
 * Returns the statements that give a PostgreSQL role the rights of the application and no others: it does not own
 * the tables, so it can neither disable a trigger nor empty a table. The job queue manages its own schema.
 * @param role its name as in the address of the database
 */
export function grantsFor(role: string): readonly string[] {
  const to = pg.escapeIdentifier(role)
  const logs = appendOnly.join(', ')
  return [
    'revoke create on schema public from public',
    `revoke all on all tables in schema public from ${to}`,
    `grant usage on schema public, drizzle to ${to}`,
    `grant select on all tables in schema drizzle to ${to}`,
    `grant select, insert, update, delete on all tables in schema public to ${to}`,
    `revoke update, delete on ${logs} from ${to}`,
    `grant usage on all sequences in schema public to ${to}`,
    'create schema if not exists pgboss',
    `grant usage, create on schema pgboss to ${to}`,
  ]
}

/** Runs {@link grantsFor} as the owner of the tables, all or none. */
export const grantToApplication = (db: Db, role: string): Promise<void> =>
  db.transaction(async (tx) => {
    for (const statement of grantsFor(role)) await tx.execute(sql.raw(statement))
  })
