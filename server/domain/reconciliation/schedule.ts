import { eq, isNull, max } from 'drizzle-orm'
import { systemActor } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { contextOf, type Domain } from '../context.ts'
import { reconciliations } from '../tables/reconciliations.ts'
import { servers } from '../tables/servers.ts'
import { reconcileServer } from './run.ts'

const sideBySide = 4
/**
 * Up to this part of the interval is subtracted at random, so that servers added together do not stay
 * together.
 */
const jitter = 0.2

/** Interval at which due servers are looked for. */
export const reconcileTickMs = (intervalMs: number): number =>
  Math.min(300_000, Math.max(1000, intervalMs / 10))

/**
 * Reconciles every server whose last run, or whose addition, is `intervalMs` ago, several in parallel. A
 * server that cannot be read is retried at the next turn. No panel is read if the database may be a clone.
 */
export async function reconcileDueServers(
  domain: Domain,
  intervalMs: number,
  random: () => number = Math.random,
): Promise<void> {
  const { db } = domain.database
  const [place] = await db.select({ standing: installation.standing }).from(installation)
  if (place && place.standing !== 'recognised') return
  const rows = await db
    .select({
      id: servers.id,
      status: servers.status,
      breaker: servers.breaker,
      createdAt: servers.createdAt,
      last: max(reconciliations.startedAt),
    })
    .from(servers)
    .leftJoin(reconciliations, eq(reconciliations.serverId, servers.id))
    .where(isNull(servers.removedAt))
    .groupBy(servers.id)
  const now = domain.clock.now().getTime()
  const due = rows.filter(
    ({ status, breaker, createdAt, last }) =>
      status !== 'offline' &&
      status !== 'needs-operator' &&
      breaker !== 'open' &&
      now - (last ?? createdAt).getTime() >= intervalMs * (1 - jitter * random()),
  )
  const worker = async () => {
    for (let next = due.shift(); next; next = due.shift()) await reconcileOne(domain, next.id)
  }
  await Promise.all(Array.from({ length: sideBySide }, worker))
}

async function reconcileOne(domain: Domain, serverId: string): Promise<void> {
  const call = { actor: systemActor('reconciliation'), requestId: null, idempotency: null, waitMs: 0 }
  try {
    await reconcileServer(contextOf(domain, call), { id: serverId })
  } catch (error) {
    if (error instanceof Refusal)
      domain.log.info({ serverId, code: error.code }, 'the server was not reconciled this time')
    else domain.log.error({ err: error, serverId }, 'reconciliation failed')
  }
}
