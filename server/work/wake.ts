import { sql } from 'drizzle-orm'
import { announce } from './announce.ts'
import type { WorkContext } from './contract.ts'

/**
 * Wakes the queue of a due operation after the commit, in this process or in the processes that run
 * operations. It is a hint: the sweep finds due operations without it.
 */
export function wake(context: WorkContext, queueKey: string, operationId: string): void {
  if (context.queues.isOpen) context.queues.wake(queueKey, operationId)
  else tellOthers(context)
}

/** Wakes all queues after a change that may let many operations continue. */
export function wakeAll(context: WorkContext): void {
  context.queues.wakeAll()
  tellOthers(context)
}

function tellOthers(context: WorkContext): void {
  const news = announce(context)
  if (!news) return
  context.database.db
    .execute(sql`select ${news}`)
    .then(undefined, (error: unknown) =>
      context.log.warn(
        { err: error },
        'other processes were not notified; their sweep finds the due operations',
      ),
    )
}
