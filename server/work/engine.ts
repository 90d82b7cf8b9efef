import { eq, sql } from 'drizzle-orm'
import type { Jobs } from '#server/platform/jobs/index.ts'
import { restartWaitsAfterSetBack } from './clock-set-back.ts'
import type { WorkContext } from './contract.ts'
import { dueOperations } from './due.ts'
import { runOperation } from './run.ts'
import { operations } from './table.ts'

// More than a queue can take until the next sweep.
const sweepPerQueue = 200

export interface Engine {
  /** Takes no more work and waits for what is under way, at most `graceMs`. What is cut off is resumed at the next start. */
  stop(graceMs: number): Promise<void>
}

/**
 * Runs operations. Whoever starts one wakes its queue directly; a sweep finds whatever is due without having been
 * woken, so no operation depends on a wake-up.
 * @param also done at each sweep
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

  /** One at a time; who asks during one gets another after it, as it may have missed what they changed. */
  function sweepSoon(): void {
    if (sweeping) {
      isAskedAgain = true
      return
    }
    sweeping = sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'sweep failed; the next one finds what is due'))
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
    onError: (error, operationId) => log.error({ err: error, operationId }, 'operation could not be run'),
  })
  jobs.every('operation.sweep', engine.sweepMs, async () => {
    await sweep()
    await also()
  })
  await sweep()
  return { stop: (graceMs) => queues.close(graceMs) }
}

/**
 * The embedded database has one process: an operation that was running before this start belongs to no worker now.
 * Others run first all the same: it may be what took that process down.
 */
async function takeOverAll({ clock, database, engine }: WorkContext): Promise<void> {
  await database.db
    .update(operations)
    .set({ leaseUntil: new Date(clock.now().getTime() + engine.backoffFirstMs) })
    .where(eq(operations.status, 'running'))
}
