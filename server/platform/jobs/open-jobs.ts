import type { PgBoss } from 'pg-boss'
import type { Database, Queryable } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import { makeBoss, queueOptions, restartLeftovers } from './boss.ts'
import { type JobOptions, sendInTransaction } from './send.ts'
import { timersWith } from './timers.ts'
import { startWorkers, type Workplace, workersAreAlive } from './workers.ts'

export interface Jobs {
  /**
   * Puts a job on a queue when, and only if, the transaction commits. Works also where no worker runs.
   */
  enqueue(tx: Queryable, queue: string, data: object, options?: JobOptions): Promise<void>
  /**
   * Runs the queue's jobs here, `concurrency` at a time. A handler that throws is tried again, ever later; one
   * that died with its process, within about a minute. It may so run twice, and must not mind.
   * May be called before `start`.
   */
  work(
    queue: string,
    options: { concurrency: number },
    handler: (data: unknown) => Promise<void>,
  ): Promise<void>
  /** In this process, every `intervalMs` from now on, never beside itself; errors are logged. Ends with `stop`. */
  every(name: string, intervalMs: number, handler: () => Promise<void>): void
  /** Makes the queues, all that anything is ever put on, and lets the work begin. */
  start(queues: readonly string[]): Promise<void>
  /** Takes no new jobs and waits for the running ones. @param graceMs how long; 10 s unless told */
  stop(graceMs?: number): Promise<void>
  /** Whether jobs put on a queue get their turn here; where this process works none, whether it was started. */
  healthy(): boolean
}

const DEFAULT_GRACE_MS = 10_000

/** Durable jobs on pg-boss, in the database itself. Nothing happens before `start`. */
export const openJobs = async (options: { database: Database; log: Log }): Promise<Jobs> => {
  const { database, log } = options
  const boss = makeBoss(database, log)
  const timers = timersWith(log)
  const queues = new Set<string>()
  const workplaces: Workplace[] = []
  let state: 'new' | 'started' | 'stopped' = 'new'

  return {
    async enqueue(tx, queue, data, jobOptions = {}) {
      // Asking pg-boss about a queue that it does not know would wait for our own transaction.
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

/** Also brings a queue that an earlier release made up to date. */
const makeQueue = async (boss: PgBoss, name: string) => {
  await boss.createQueue(name, queueOptions)
  const { policy: _, ...changeable } = queueOptions
  await boss.updateQueue(name, changeable)
}
