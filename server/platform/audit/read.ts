import { and, desc, inArray, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Queryable } from '#server/platform/database/index.ts'
import { auditEntries } from './table.ts'

export type AuditRow = typeof auditEntries.$inferSelect

/** What is known of these subjects, newest first. @param before only what was written before this entry */
export function readAudit(
  db: Queryable,
  query: { subjectIds: readonly string[]; before: number | undefined; limit: number },
): Promise<AuditRow[]> {
  const { subjectIds, before, limit } = query
  const found = db
    .select()
    .from(auditEntries)
    .where(
      and(
        inArray(auditEntries.subjectId, [...subjectIds]),
        before === undefined ? undefined : lt(auditEntries.id, before),
      ),
    )
    // A bound of its own keeps the planner from walking everybody's entries in search of these.
    .limit(100_000)
    .as('found')
  return db.select().from(found).orderBy(desc(found.id)).limit(limit)
}

/** What before and after hold: an object, or nothing. */
export const auditFacts = z.record(z.string(), z.unknown()).nullable().catch(null)
