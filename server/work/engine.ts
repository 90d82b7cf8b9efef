import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Domain } from '#server/domain/context.ts'
import { operationQueue } from '#server/domain/operations/index.ts'
import { checkServer, type ServerRow, takeDueProbes } from '#server/domain/servers/index.ts'
import { operations } from './tables.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { dueOperations, laneColumns } from './due.ts'
import { runOperation } from './run.ts'

const jobData = z.object({ operationId: z.uuid() })
// More than a server's lanes can take until the next sweep.
const sweepPerServer = 100

interface Lane {
  readonly waiting: Set<string>
  readonly running: Set<string>
  /** How many at once, as far as the server's breaker is concerned. */
  width: number
}

const widthOf = ({ breaker, breakerLanes }: Pick<ServerRow, 'breaker' | 'breakerLanes'>) =>
  breaker === 'half-open' ? Math.max(1, breakerLanes) : Number.POSITIVE_INFINITY

export interface Engine {
  /** Stops taking work and waits for what is under way, at most `graceMs`. What is cut off is resumed at the next start. */
  stop(graceMs: number): Promise<void>
}

/**
 * Runs operations, so many at once per server and never more: one server that hangs holds up only its own. Jobs
 * merely wake it; a sweep finds whatever is due without a job, so that no operation depends on the queue.
 */
export async function startEngine(domain: Domain): Promise<Engine> {
  const lanes = new Map<string, Lane>()
  const underWay = new Set<Promise<void>>()
  let stopping = false

  function drain(serverId: string): void {
    const lane = lanes.get(serverId)
    if (!lane || stopping) return
    for (const operationId of lane.waiting) {
      if (lane.running.size >= Math.min(lane.width, domain.engine.serverConcurrency)) return
      if (lane.running.has(operationId)) continue
      lane.waiting.delete(operationId)
      lane.running.add(operationId)
      const run = runOperation(domain, operationId)
        .catch((error) => domain.log.error({ err: error, operationId }, 'operation could not be run'))
        .then(() => widen(serverId, lane))
        .finally(() => {
          lane.running.delete(operationId)
          underWay.delete(run)
          if (lane.waiting.size === 0 && lane.running.size === 0) lanes.delete(serverId)
          else drain(serverId)
        })
      underWay.add(run)
    }
  }

  /** A server that comes back after its breaker was open takes more after each run that went well. */
  async function widen(serverId: string, lane: Lane): Promise<void> {
    if (lane.width === Number.POSITIVE_INFINITY) return
    const [row] = await domain.database.db.select(laneColumns).from(servers).where(eq(servers.id, serverId))
    if (row) lane.width = widthOf(row)
  }

  function push(serverId: string, operationId: string, width: number): void {
    const lane = lanes.get(serverId) ?? { waiting: new Set(), running: new Set(), width }
    lane.width = width
    lanes.set(serverId, lane)
    // One that runs now and is woken again (to go on later) must be looked at once more afterwards.
    lane.waiting.add(operationId)
    drain(serverId)
  }

  /** Beside everything else: a server that hangs must not hold up the sweep. */
  function track(work: Promise<void>): void {
    const tracked = work.finally(() => underWay.delete(tracked))
    underWay.add(tracked)
  }

  const probe = (serverId: string) =>
    checkServer(domain, serverId, 'probe').catch((error) =>
      domain.log.warn({ err: error, serverId }, 'server probe failed'),
    )

  async function sweep(): Promise<void> {
    for (const { id, serverId, ...lane } of await dueOperations(domain, { perServer: sweepPerServer }))
      push(serverId, id, widthOf(lane))
    for (const serverId of await takeDueProbes(domain)) track(probe(serverId))
  }

  if (domain.database.kind === 'embedded') await takeOverAll(domain)
  await domain.jobs.work(operationQueue, { concurrency: 2 }, async (data) => {
    const { operationId } = jobData.parse(data)
    const [row] = await domain.database.db
      .select({ serverId: operations.serverId, lane: laneColumns })
      .from(operations)
      .innerJoin(servers, eq(servers.id, operations.serverId))
      .where(eq(operations.id, operationId))
    if (row) push(row.serverId, operationId, widthOf(row.lane))
  })
  domain.jobs.every('operation.sweep', domain.engine.sweepMs, sweep)
  await sweep()

  return {
    async stop(graceMs) {
      stopping = true
      const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref())
      await Promise.race([Promise.allSettled(underWay), grace])
    },
  }
}

/**
 * The embedded database has one process: whatever was running before this start is nobody's now. Others go first all
 * the same: it may be what took that process down.
 */
async function takeOverAll(domain: Domain): Promise<void> {
  const now = domain.clock.now()
  await domain.database.db
    .update(operations)
    .set({ leaseUntil: new Date(now.getTime() + domain.engine.backoffFirstMs) })
    .where(eq(operations.status, 'running'))
}
