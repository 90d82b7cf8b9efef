import type { PgBoss } from 'pg-boss'
import type { StartTimer } from '#server/platform/clock/index.ts'
import type { Database, Queryable } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import { makeBoss, queueOptions, restartLeftovers } from './boss.ts'
import { type JobOptions, sendInTransaction } from './send.ts'
import { timersWith } from './timers.ts'
import { startWorkers, type Workplace, workersAreAlive } from './workers.ts'

export interface Jobs {
  /** Enqueues a job if and only if the transaction commits. Also works in a process without workers. */
  enqueue(tx: Queryable, queue: string, data: object, options?: JobOptions): Promise<void>
  /**
   * Runs the queue's jobs in this process, `concurrency` at a time. A handler that throws is retried with
   * growing waits. A job whose process died is retried within about a minute. A job may therefore run twice
   * and must allow it. May be called before `start`.
   */
  work(
    queue: string,
    options: { concurrency: number },
    handler: (data: unknown) => Promise<void>,
  ): Promise<void>
  /** Runs every `intervalMs` in this process, never twice at once. Errors are logged. Ends with `stop`. */
  every(name: string, intervalMs: number, handler: () => Promise<void>): void
  /** Creates all queues and starts the work. */
  start(queues: readonly string[]): Promise<void>
  /** Takes no new jobs and waits for the running ones. @param graceMs maximum wait, default 10 s */
  stop(graceMs?: number): Promise<void>
  /**
   * Returns whether the workers of this process are running. In a process without workers: whether it was
   * started.
   */
  healthy(): boolean
}

const DEFAULT_GRACE_MS = 10_000

interface JobsOptions {
  readonly database: Database
  readonly log: Log
  /** For `every`. Default: the system's timers. */
  readonly startTimer?: StartTimer
}

/** Durable jobs on pg-boss, in the application's database. Nothing runs before `start`. */
export const openJobs = async (options: JobsOptions): Promise<Jobs> => {
  const { database, log } = options
  const boss = await makeBoss(database, log)
  const timers = timersWith(log, options.startTimer)
  const queues = new Set<string>()
  const workplaces: Workplace[] = []
  let state: 'new' | 'started' | 'stopped' = 'new'

  return {
    async enqueue(tx, queue, data, jobOptions = {}) {
      // A query to pg-boss for an unknown queue would wait for our own transaction.
      if (!queues.has(queue)) throw new Error(`There is no queue "${queue}": name it when jobs are started.`)
      await sendInTransaction(boss, tx, { queue, data, options: jobOptions })
    },

    async work(queue, { concurrency }, handler) {
      const workplace = { queue, concurrency, handler }
      workplaces.push(workplace)
      if (state === 'started') await startWorkers(boss, log, workplace)
    },

    every: timers.every,

    async start(names) {
      await boss.start()
      for (const name of names) await makeQueue(boss, name)
      for (const name of names) queues.add(name)
      await restartLeftovers(database, log)
      for (const workplace of workplaces) await startWorkers(boss, log, workplace)
      state = 'started'
    },

    async stop(graceMs = DEFAULT_GRACE_MS) {
      state = 'stopped'
      await Promise.all([timers.stop(), boss.stop({ graceful: graceMs > 0, timeout: graceMs })])
    },

    healthy: () => state === 'started' && workersAreAlive(boss),
  }
}

/** Also updates a queue that an earlier release created. */
const makeQueue = async (boss: PgBoss, name: string) => {
  await boss.createQueue(name, queueOptions)
  const { policy: _, ...changeable } = queueOptions
  await boss.updateQueue(name, changeable)
}
