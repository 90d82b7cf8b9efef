import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { readAuthorities } from './authorities.ts'
import type { ServerRow } from './connection.ts'
import { explainPlacement, rankForPlacement, whyNotPlaceable } from './placement.ts'
import { readWarnings } from './warnings.ts'

export type ServerWithSlots = ServerRow & { readonly used: number; readonly reserved: number }

// `used` exists on the panel; everything else that holds a slot is a promise.
const exists = sql`${hostingAccounts.status} in ('active', 'suspended', 'terminating')`
const slots = {
  used: sql<number>`(count(*) filter (where ${exists}))::int`,
  held: sql<number>`count(*)::int`,
}

export async function countSlots(
  db: Queryable,
  serverId: string,
): Promise<{ used: number; reserved: number }> {
  const [row] = await db
    .select(slots)
    .from(hostingAccounts)
    .where(and(eq(hostingAccounts.serverId, serverId), hostingAccounts.holdsSlot))
  return { used: row?.used ?? 0, reserved: (row?.held ?? 0) - (row?.used ?? 0) }
}

export async function readServersWithSlots(db: Queryable): Promise<ServerWithSlots[]> {
  const counted = db
    .select({ serverId: hostingAccounts.serverId, used: slots.used.as('used'), held: slots.held.as('held') })
    .from(hostingAccounts)
    .where(eq(hostingAccounts.holdsSlot, true))
    .groupBy(hostingAccounts.serverId)
    .as('counted')
  const rows = await db
    .select({ server: servers, used: counted.used, held: counted.held })
    .from(servers)
    .leftJoin(counted, eq(counted.serverId, servers.id))
    .where(isNull(servers.removedAt))
    .orderBy(asc(servers.name), asc(servers.id))
  return rows.map(({ server, used, held }) => ({
    ...server,
    used: used ?? 0,
    reserved: (held ?? 0) - (used ?? 0),
  }))
}

const unpickable = (row: ServerWithSlots): string | null =>
  whyNotPlaceable(row)?.reason ??
  (row.status === 'needs-operator' ? (row.statusMessage ?? 'The server needs an operator.') : null) ??
  (row.pausedAt ? (row.pausedReason ?? 'The operations of this server are paused.') : null)

/** 3f9a-c21b-77e0 */
const fingerprintOf = ({ apiKeyHash }: ServerRow) => (apiKeyHash.slice(0, 12).match(/.{4}/g) ?? []).join('-')

/** Presents any of the rows; all of them are ranked, because a server's place depends on the others. */
function presenterOf(rows: readonly ServerWithSlots[]): (row: ServerWithSlots, warning?: string) => Server {
  const ranked = rankForPlacement(rows)
  const position = new Map(ranked.map(({ id }, index) => [id, index + 1]))
  const best = ranked.find((row) => unpickable(row) === null)
  return (row, warning) => ({
    id: row.id,
    name: row.name,
    driver: row.driver,
    baseUrl: row.baseUrl,
    location: row.location,
    capacity: row.capacity,
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
      why: explainPlacement(row),
    },
    lastCheckedAt: row.lastCheckedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  })
}

export async function listServers(ctx: Context): Promise<{ items: Server[] }> {
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

/** One server's row. @throws {Refusal} not-found, also where it was removed */
export async function findServer(db: Queryable, id: string): Promise<ServerRow> {
  const [row] = await db
    .select()
    .from(servers)
    .where(and(eq(servers.id, id), isNull(servers.removedAt)))
  if (!row) throw serverNotFound()
  return row
}

export const serverNotFound = () =>
  new Refusal('not-found', 'There is no such server. It may have been removed; see the Server page.')

/**
 * Locks all servers, always in the same order: two placements that went from server to server in orders of their
 * own would wait for each other.
 */
export async function lockAllServers(tx: Queryable): Promise<ServerWithSlots[]> {
  await tx
    .select({ id: servers.id })
    .from(servers)
    .where(isNull(servers.removedAt))
    .orderBy(asc(servers.id))
    .for('no key update')
  return readServersWithSlots(tx)
}

/** Locks the row until the transaction ends: slots are counted and taken, or the server removed, by one at a time. */
export async function lockServer(tx: Queryable, id: string): Promise<ServerWithSlots | null> {
  const [row] = await tx
    .select()
    .from(servers)
    .where(and(eq(servers.id, id), isNull(servers.removedAt)))
    .for('no key update')
  return row ? { ...row, ...(await countSlots(tx, id)) } : null
}
