import { and, asc, eq, isNull, notInArray, type SQL, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import { usedStatuses } from '#contracts/hosting/states.ts'
import type { PlacementPolicy } from '#contracts/servers/placement.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { holdCodeOf } from '#server/work/index.ts'
import type { Context } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { readAuthorities } from './authorities.ts'
import { rankByPolicy, whyExcluded } from './choose.ts'
import type { ServerRow } from './connection.ts'
import { serverHoldCode } from './holds.ts'
import { explainPlacement, rankForPlacement, whyNotPlaceable } from './placement.ts'
import { defaultPolicy, policyColumn } from './placement-settings.ts'
import { readWarnings } from './warnings.ts'

export type ServerWithSlots = ServerRow & {
  readonly used: number
  readonly reserved: number
  /**
   * Its operations are on hold: by the server, a pause of all operations, or an installation that is not
   * confirmed.
   */
  readonly isHeld: boolean
  /** Of the installation: read with the servers, so that an automatic choice is of one moment. */
  readonly policy: PlacementPolicy
}

// Few accounts hold a slot without existing on the panel. Only those are counted. The counter has the rest.
const reservedAccounts = and(hostingAccounts.holdsSlot, notInArray(hostingAccounts.status, [...usedStatuses]))

/** @param where condition on the servers; removed ones are excluded */
export async function readServersWithSlots(db: Queryable, where?: SQL): Promise<ServerWithSlots[]> {
  const rows = await db
    .select({
      server: servers,
      reserved: sql<number>`(select count(*)::int from ${hostingAccounts} where ${and(eq(hostingAccounts.serverId, servers.id), reservedAccounts)})`,
      isHeld: sql<boolean>`(${holdCodeOf({ holdCode: serverHoldCode(sql`null::timestamptz`) })}) is not null`,
      policy: policyColumn,
    })
    .from(servers)
    .where(and(isNull(servers.removedAt), where))
    .orderBy(sql`search_key(${servers.name}) collate "C"`, asc(servers.id))
  return rows.map(({ server, reserved, isHeld, policy }) => ({
    ...server,
    used: server.slotsHeld - reserved,
    reserved,
    isHeld,
    policy,
  }))
}

const unpickable = (row: ServerWithSlots): string | null =>
  whyNotPlaceable(row)?.reason ??
  (row.status === 'needs-operator' ? (row.statusMessage ?? 'The server needs an operator.') : null) ??
  (row.pausedAt ? (row.pausedReason ?? 'The operations of this server are paused.') : null)

/** Format of a fingerprint: 3f9a-c21b-77e0 */
const fingerprintOf = ({ apiKeyHash }: ServerRow) => (apiKeyHash.slice(0, 12).match(/.{4}/g) ?? []).join('-')

/**
 * Returns some of the rows for display. All rows are ranked, because a server's position depends on the
 * others.
 */
function presenterOf(rows: readonly ServerWithSlots[]): (row: ServerWithSlots, warning?: string) => Server {
  const ranked = rankByPolicy(rows, rows[0]?.policy ?? defaultPolicy)
  const position = new Map(ranked.map(({ id }, index) => [id, index + 1]))
  // Forms preselect the least utilized server, whatever the policy (S6). A server of weight 0 only if there is no other.
  const selectable = rankForPlacement(rows).filter((row) => unpickable(row) === null)
  const best = selectable.find((row) => whyExcluded(row, {}) === null) ?? selectable[0]
  return (row, warning) => ({
    id: row.id,
    name: row.name,
    driver: row.driver,
    baseUrl: row.baseUrl,
    location: row.location,
    tags: row.tags,
    placementWeight: row.placementWeight,
    capacity: row.capacity,
    maxConcurrentRequests: row.maxConcurrentRequests,
    used: row.used,
    reserved: row.reserved,
    status: row.status,
    statusMessage: row.statusMessage,
    mode: row.mode,
    paused: row.pausedAt && {
      reason: row.pausedReason,
      since: row.pausedAt.toISOString(),
      by: row.pausedBy ?? 'person',
    },
    breaker: row.breaker,
    warning: warning ?? null,
    apiKeyHint: row.apiKeyHint,
    apiKeyFingerprint: fingerprintOf(row),
    keyChangedAt: (row.keyChangedAt ?? row.createdAt).toISOString(),
    authorities: readAuthorities(row.caCertificate),
    placement: {
      selectable: unpickable(row) === null,
      recommended: row.id === best?.id,
      reason: unpickable(row),
      position: position.get(row.id) ?? rows.length,
      why: whyExcluded(row, {}) ?? explainPlacement(row),
    },
    lastCheckedAt: row.lastCheckedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  })
}

export async function listServers(ctx: Pick<Context, 'database'>): Promise<{ items: Server[] }> {
  const { db } = ctx.database
  const rows = await readServersWithSlots(db)
  const warnings = await readWarnings(db)
  const present = presenterOf(rows)
  return { items: rows.map((row) => present(row, warnings.get(row.id))) }
}

export async function getServer(ctx: Context, { id }: ById): Promise<Server> {
  const { db } = ctx.database
  const rows = await readServersWithSlots(db)
  const found = rows.find((row) => row.id === id)
  if (!found) throw serverNotFound()
  const warnings = await readWarnings(db, id)
  return presenterOf(rows)(found, warnings.get(id))
}

/** Returns one server's row. @throws {Refusal} not-found, also if it was removed */
export async function findServer(db: Queryable, id: string): Promise<ServerRow> {
  const [row] = await db
    .select()
    .from(servers)
    .where(and(eq(servers.id, id), isNull(servers.removedAt)))
  if (!row) throw serverNotFound()
  return row
}

export const serverNotFound = () =>
  new Refusal('not-found', 'Server not found. It may have been removed. See the Server page.')

/**
 * Locks the row until the transaction ends. Transactions that take a slot there, change its capacity or
 * remove it wait.
 * @returns null for an unknown or removed server
 */
export async function lockServer(tx: Queryable, id: string): Promise<ServerWithSlots | null> {
  const [row] = await tx
    .select({ id: servers.id })
    .from(servers)
    .where(and(eq(servers.id, id), isNull(servers.removedAt)))
    .for('no key update')
  if (!row) return null
  const [server] = await readServersWithSlots(tx, eq(servers.id, id))
  return server ?? null
}
