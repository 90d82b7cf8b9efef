import { eq, inArray } from 'drizzle-orm'
import type { AuditPage, AuditQuery } from '#contracts/audit/schemas.ts'
import { type AuditFilter, type AuditRow, searchAudit } from '#server/platform/audit/index.ts'
import { users } from '#server/platform/auth/table.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { entryBefore, presentAudit } from './present.ts'

/** Empty texts of a form count as no condition. */
export function filterOf({ from, to, ...texts }: Omit<AuditQuery, 'limit' | 'cursor'>): AuditFilter {
  const given = Object.entries(texts).filter(([, value]) => value !== undefined && value !== '')
  return {
    ...Object.fromEntries(given),
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  }
}

/** Returns the names of the subjects, by id: customers and logins by email, accounts by username, servers. */
export async function namesOf(
  db: Queryable,
  rows: readonly AuditRow[],
): Promise<ReadonlyMap<string, string>> {
  const idsOf = (...kinds: string[]) =>
    rows.filter(({ subjectKind }) => kinds.includes(subjectKind)).map(({ subjectId }) => subjectId)
  const named = await Promise.all([
    db
      .select({ id: customers.id, name: users.email })
      .from(customers)
      .innerJoin(users, eq(users.id, customers.userId))
      .where(inArray(customers.id, idsOf('customer'))),
    db
      .select({ id: users.id, name: users.email })
      .from(users)
      .where(inArray(users.id, idsOf('login', 'staff'))),
    db
      .select({ id: hostingAccounts.id, name: hostingAccounts.username })
      .from(hostingAccounts)
      .where(inArray(hostingAccounts.id, idsOf('hosting-account'))),
    db
      .select({ id: servers.id, name: servers.name })
      .from(servers)
      .where(inArray(servers.id, idsOf('server'))),
  ])
  return new Map(named.flat().map(({ id, name }) => [id, name]))
}

/** Returns the matching entries of the whole installation, newest first. */
export async function listAudit(ctx: Context, { limit, cursor, ...query }: AuditQuery): Promise<AuditPage> {
  const { db } = ctx.database
  const rows = await searchAudit(db, {
    filter: filterOf(query),
    before: entryBefore(cursor),
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const names = await namesOf(db, shown)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => presentAudit(row, names.get(row.subjectId) ?? null)),
    nextCursor: rows.length > limit && last ? String(last.id) : null,
  }
}
