import { and, desc, eq, gte, ilike, inArray, lt, type SQL, sql } from 'drizzle-orm'
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

/** Every condition must match. */
export interface AuditFilter {
  /** Part of the actor's name. */
  readonly actor?: string | undefined
  readonly actorId?: string | undefined
  readonly action?: string | undefined
  readonly subjectKind?: string | undefined
  readonly subjectId?: string | undefined
  readonly address?: string | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
}

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`

const conditionsOf = (filter: AuditFilter): (SQL | undefined)[] => [
  filter.actor === undefined ? undefined : ilike(auditEntries.actorName, likeText(filter.actor)),
  filter.actorId === undefined ? undefined : eq(auditEntries.actorId, filter.actorId),
  filter.action === undefined ? undefined : eq(auditEntries.action, filter.action),
  filter.subjectKind === undefined ? undefined : eq(auditEntries.subjectKind, filter.subjectKind),
  filter.subjectId === undefined ? undefined : eq(auditEntries.subjectId, filter.subjectId),
  filter.address === undefined ? undefined : eq(auditEntries.address, filter.address),
  filter.from === undefined ? undefined : gte(auditEntries.at, filter.from),
  filter.to === undefined ? undefined : lt(auditEntries.at, filter.to),
]

/** Returns the matching entries, newest first. @param before only entries written before this one */
export const searchAudit = (
  db: Queryable,
  query: { filter: AuditFilter; before: number | undefined; limit: number },
): Promise<AuditRow[]> =>
  db
    .select()
    .from(auditEntries)
    .where(
      and(
        ...conditionsOf(query.filter),
        query.before === undefined ? undefined : lt(auditEntries.id, query.before),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(query.limit)

/**
 * Returns the name of the actor of the last such entry about a subject. Null: there is none.
 * @param after values that the entry has among its own
 */
export async function actorOf(
  db: Queryable,
  {
    subjectId,
    action,
    after,
  }: { subjectId: string; action: string; after: Readonly<Record<string, string>> },
): Promise<string | null> {
  const [found] = await db
    .select({ name: auditEntries.actorName })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.subjectId, subjectId),
        eq(auditEntries.action, action),
        sql`${auditEntries.after} @> ${JSON.stringify(after)}::jsonb`,
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(1)
  return found?.name ?? null
}
