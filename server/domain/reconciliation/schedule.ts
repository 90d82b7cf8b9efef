import { and, eq, gt, isNull, lt, lte, max, notExists, or } from 'drizzle-orm'
import { systemActor } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { clockToleranceMs } from '#server/work/index.ts'
import { contextOf, type Domain } from '../context.ts'
import { reconciliations } from '../tables/reconciliations.ts'
import { servers } from '../tables/servers.ts'
import { reconcileServer } from './run.ts'

const sideBySide = 4
/** Longer than reading the largest list takes. */
const leaseMs = 600_000
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
      isDue((last ?? createdAt).getTime(), now, intervalMs * (1 - jitter * random())),
  )
  const worker = async () => {
    for (let next = due.shift(); next; next = due.shift())
      if (await take(domain, next.id, intervalMs * (1 - jitter)))
        await reconcileOne(domain, next.id).finally(() => release(domain, next.id))
  }
  await Promise.all(Array.from({ length: sideBySide }, worker))
}

/** A run in the future shows that the clock was set back since. */
const isDue = (lastMs: number, nowMs: number, intervalMs: number) =>
  nowMs - lastMs >= intervalMs || lastMs > nowMs + clockToleranceMs

/** @returns false if another worker reconciles the server now, or has done so in the interval */
async function take({ clock, database }: Domain, id: string, intervalMs: number): Promise<boolean> {
  const now = clock.now()
  const soon = new Date(now.getTime() + clockToleranceMs)
  const tooFar = new Date(soon.getTime() + leaseMs)
  const { reconcilingUntil } = servers
  const { serverId, startedAt } = reconciliations
  const done = database.db
    .select({ id: reconciliations.id })
    .from(reconciliations)
    .where(
      and(
        eq(serverId, servers.id),
        gt(startedAt, new Date(now.getTime() - intervalMs)),
        lte(startedAt, soon),
      ),
    )
  const taken = await database.db
    .update(servers)
    .set({ reconcilingUntil: new Date(now.getTime() + leaseMs) })
    .where(
      and(
        eq(servers.id, id),
        or(isNull(reconcilingUntil), lt(reconcilingUntil, now), gt(reconcilingUntil, tooFar)),
        notExists(done),
      ),
    )
    .returning({ id: servers.id })
  return taken.length > 0
}

/** If this fails, the lease ends a few minutes later. */
async function release({ database, log }: Domain, id: string): Promise<void> {
  await database.db
    .update(servers)
    .set({ reconcilingUntil: null })
    .where(eq(servers.id, id))
    .catch((error: unknown) => log.warn({ err: error, serverId: id }, 'a reconciliation was not released'))
}

async function reconcileOne(domain: Domain, serverId: string): Promise<void> {
  const call = { actor: systemActor('reconciliation'), requestId: null, idempotency: null, waitMs: 0 }
  try {
    await reconcileServer(contextOf(domain, call), { id: serverId })
  } catch (error) {
    if (error instanceof Refusal)
      domain.log.info({ serverId, code: error.code }, 'the server was skipped in this reconciliation')
    else domain.log.error({ err: error, serverId }, 'reconciliation failed')
  }
}
