import type { PgBoss } from 'pg-boss'
import { systemClock } from '#server/platform/clock/index.ts'
import type { Log } from '#server/platform/log/index.ts'

export interface Workplace {
  readonly queue: string
  readonly concurrency: number
  readonly handler: (data: unknown) => Promise<void>
}

const POLLING_SECONDS = 1
/** Far longer than the wait of a worker between two polls of its queue. */
const ALIVE_WITHIN_MS = 30_000

export const startWorkers = async (boss: PgBoss, log: Log, workplace: Workplace): Promise<void> => {
  for (let worker = 0; worker < workplace.concurrency; worker += 1) await startWorker(boss, log, workplace)
}

const startWorker = async (boss: PgBoss, log: Log, { queue, handler }: Workplace) => {
  const workerId = boss.work(
    queue,
    // Retries and delayed jobs are not notified, so polling stays frequent.
    { pollingIntervalSeconds: POLLING_SECONDS, notifyPollingIntervalSeconds: POLLING_SECONDS },
    async ([job]) => {
      if (!job) return
      // A notified worker takes one job and waits. Wake it again at once, or a backlog takes very long.
      boss.notifyWorker(await workerId)
      await handleLogged(log, queue, () => handler(job.data))
    },
  )
  await workerId
}

/**
 * pg-boss stores the error of a handler, and the error of a query contains values, which must not be stored.
 */
const handleLogged = async (log: Log, queue: string, handle: () => Promise<void>) => {
  try {
    await handle()
  } catch (error) {
    log.error({ err: error, queue }, 'A job failed. It is retried later.')
    throw new Error('The job failed. See the log for the reason.')
  }
}

/** Each worker is running a job, or has polled recently. */
export const workersAreAlive = (boss: PgBoss): boolean => {
  // pg-boss records system times. After a move of the clock, they say nothing until each worker has polled again.
  if (systemClock.movedWithin?.(ALIVE_WITHIN_MS)) return true
  const oldest = Date.now() - ALIVE_WITHIN_MS
  return boss
    .getWipData()
    .every((worker) => worker.count > 0 || (worker.lastFetchedOn ?? worker.createdOn) >= oldest)
}
