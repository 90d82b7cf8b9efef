import { and, eq, inArray, isNotNull, notInArray, or, type SQL } from 'drizzle-orm'
import { activeStatuses } from '#contracts/operations/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

/** The data of a hosting account that is compared with the panel. */
export interface KnownAccount {
  readonly id: string
  readonly serverId: string
  readonly baseUrl: string
  readonly serverName: string
  readonly username: string
  readonly email: string
  readonly marker: string
  readonly status: typeof hostingAccounts.$inferSelect.status
  readonly panelUserId: string | null
  readonly updatedAt: Date
  /** An operation on it is in progress, so its state may change at any time. */
  readonly isMoving: boolean
}

const atOnce = 500

async function load(db: Queryable, where: SQL | undefined): Promise<KnownAccount[]> {
  const rows = await db
    .select({
      id: hostingAccounts.id,
      serverId: hostingAccounts.serverId,
      baseUrl: servers.baseUrl,
      serverName: servers.name,
      username: hostingAccounts.username,
      email: hostingAccounts.email,
      marker: hostingAccounts.marker,
      status: hostingAccounts.status,
      panelUserId: hostingAccounts.panelUserId,
      updatedAt: hostingAccounts.updatedAt,
      moving: operations.id,
    })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .leftJoin(
      operations,
      and(eq(operations.subjectId, hostingAccounts.id), inArray(operations.status, [...activeStatuses])),
    )
    .where(where)
  return rows.map(({ moving, ...row }) => ({ ...row, isMoving: moving !== null }))
}

/** Returns the accounts that the panel should have. */
export const loadBelieved = (db: Queryable, serverId: string): Promise<KnownAccount[]> =>
  load(
    db,
    and(
      eq(hostingAccounts.serverId, serverId),
      or(
        inArray(hostingAccounts.status, ['active', 'suspended']),
        and(eq(hostingAccounts.status, 'terminating'), isNotNull(hostingAccounts.panelUserId)),
      ),
    ),
  )

/** Returns the accounts with these markers, on any server. */
export async function loadByMarkers(
  db: Queryable,
  markers: readonly string[],
): Promise<Map<string, KnownAccount>> {
  const found = new Map<string, KnownAccount>()
  for (let from = 0; from < markers.length; from += atOnce) {
    const some = markers.slice(from, from + atOnce)
    for (const row of await load(db, inArray(hostingAccounts.marker, some))) found.set(row.marker, row)
  }
  return found
}

/**
 * Returns the usernames under which an account of ours may exist on that server without our records showing
 * it.
 */
export async function usernamesThatMayArrive(db: Queryable, serverId: string): Promise<Set<string>> {
  const rows = await db
    .select({ username: hostingAccounts.username })
    .from(hostingAccounts)
    .where(
      and(
        eq(hostingAccounts.serverId, serverId),
        notInArray(hostingAccounts.status, ['active', 'suspended', 'pending']),
      ),
    )
    .limit(10_000)
  return new Set(rows.map(({ username }) => username))
}
