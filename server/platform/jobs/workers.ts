import type { PgBoss } from 'pg-boss'
import type { Log } from '#server/platform/log/index.ts'

export interface Workplace {
  readonly queue: string
  readonly concurrency: number
  readonly handler: (data: unknown) => Promise<void>
}

const POLLING_SECONDS = 1
/** Far longer than a worker ever rests between two looks at its queue. */
const ALIVE_WITHIN_MS = 30_000

export const startWorkers = async (boss: PgBoss, log: Log, workplace: Workplace): Promise<void> => {
  for (let worker = 0; worker < workplace.concurrency; worker += 1) await startWorker(boss, log, workplace)
}

const startWorker = async (boss: PgBoss, log: Log, { queue, handler }: Workplace) => {
  const workerId = boss.work(
    queue,
    // Retries and jobs for later are not notified, so polling stays quick.
    { pollingIntervalSeconds: POLLING_SECONDS, notifyPollingIntervalSeconds: POLLING_SECONDS },
    async ([job]) => {
      if (!job) return
      // A notified worker takes one job and rests: make it look again at once, or a backlog takes for ever.
      boss.notifyWorker(await workerId)
      await handleLogged(log, queue, () => handler(job.data))
    },
  )
  await workerId
}

/** pg-boss keeps what a handler throws, and a query's error has values in it: those stay out of the table. */
const handleLogged = async (log: Log, queue: string, handle: () => Promise<void>) => {
  try {
    await handle()
  } catch (error) {
    log.error({ err: error, queue }, 'A job failed; it is tried again later.')
    throw new Error('The job failed; the log says why.')
  }
}

/** Each worker is at a job, or has looked for one lately. */
export const workersAreAlive = (boss: PgBoss): boolean => {
  const oldest = Date.now() - ALIVE_WITHIN_MS
  return boss
    .getWipData()
    .every((worker) => worker.count > 0 || (worker.lastFetchedOn ?? worker.createdOn) >= oldest)
}
