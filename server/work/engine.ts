import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Jobs } from '#server/platform/jobs/index.ts'
import { restartWaitsAfterSetBack } from './clock-set-back.ts'
import type { WorkContext } from './contract.ts'
import { dueOperations } from './due.ts'
import { runOperation } from './run.ts'
import { attempts, operations } from './table.ts'

// More than a queue can run until the next sweep.
const sweepPerQueue = 200

export interface Engine {
  /**
   * Accepts no more work and waits at most `graceMs` for running operations. Interrupted operations resume at
   * the next start.
   */
  stop(graceMs: number): Promise<void>
}

/**
 * Runs operations. A request that starts an operation wakes its queue. A sweep finds due operations that were
 * not woken, so no operation depends on a wake-up.
 * @param also runs at each sweep
 */
export async function startEngine(
  context: WorkContext & { readonly jobs: Jobs },
  also: () => Promise<void> = async () => {},
): Promise<Engine> {
  const { queues, database, log, jobs, engine, queueRules } = context
  let sweeping: Promise<void> | null = null
  let isAskedAgain = false

  async function sweep(): Promise<void> {
    await restartWaitsAfterSetBack(context)
    for (const { id, queueKey, limit } of await dueOperations(context, { perQueue: sweepPerQueue }))
      queues.push(queueKey, id, limit)
  }

  /**
   * Only one sweep runs at a time. A request during a sweep starts another one after it, because the first
   * may have missed the change.
   */
  function sweepSoon(): void {
    if (sweeping) {
      isAskedAgain = true
      return
    }
    sweeping = sweep()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'sweep failed; the next sweep finds the due operations'),
      )
      .finally(() => {
        sweeping = null
        if (!isAskedAgain) return
        isAskedAgain = false
        sweepSoon()
      })
  }

  if (database.kind === 'embedded') await takeOverAll(context)
  queues.open({
    run: (operationId) => runOperation(context, operationId),
    whenWoken: sweepSoon,
    async readLimit(queueKey) {
      const [row] = await database.db
        .select({ limit: sql<number | null>`${queueRules.limit}` })
        .from(operations)
        .where(eq(operations.queueKey, queueKey))
        .limit(1)
      return row?.limit ?? null
    },
    onError: (error, operationId) => log.error({ err: error, operationId }, 'the operation could not run'),
  })
  jobs.every('operation.sweep', engine.sweepMs, async () => {
    await sweep()
    await also()
  })
  await sweep()
  return { stop: (graceMs) => queues.close(graceMs) }
}

/**
 * The embedded database has one process, so no worker owns an operation that was running before this start.
 * Other operations run first, because this operation may have stopped that process. A request that it sent may
 * still be in progress on the panel until its deadline, and must not take effect after a later request.
 */
async function takeOverAll({ clock, database, engine }: WorkContext): Promise<void> {
  const now = clock.now()
  const first = new Date(now.getTime() + engine.backoffFirstMs).toISOString()
  const deadline = sql`make_interval(secs => ${engine.panelDeadlineMs / 1000}::float8)`
  // Not later than for a request that begins now, because the clock may have been set back since.
  const sent = sql`max(least(${attempts.startedAt}, ${now.toISOString()}::timestamptz))`
  const overdue = database.db
    .select({ at: sql`${sent} + ${deadline}` })
    .from(attempts)
    .where(and(eq(attempts.operationId, operations.id), isNull(attempts.outcome)))
  await database.db
    .update(operations)
    .set({ leaseUntil: sql`greatest(${first}::timestamptz, (${overdue}))` })
    .where(eq(operations.status, 'running'))
}
