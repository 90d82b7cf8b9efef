import { and, desc, inArray, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Queryable } from '#server/platform/database/index.ts'
import { auditEntries } from './table.ts'

export type AuditRow = typeof auditEntries.$inferSelect

/**
 * Returns the audit entries of these subjects, newest first. @param before only entries written before this
 * one
 */
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
    // A separate limit prevents the planner from scanning the entries of all subjects.
    .limit(100_000)
    .as('found')
  return db.select().from(found).orderBy(desc(found.id)).limit(limit)
}

/** `before` and `after` contain an object, or null. */
export const auditFacts = z.record(z.string(), z.unknown()).nullable().catch(null)
