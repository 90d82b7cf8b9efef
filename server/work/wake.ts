import { sql } from 'drizzle-orm'
import { announce } from './announce.ts'
import type { WorkContext } from './contract.ts'

/**
 * Wakes the queue of an operation that is due, after the commit that made it so: here, or in the processes that run
 * operations. Only a hint: the sweep finds what is due without it.
 */
export function wake(context: WorkContext, queueKey: string, operationId: string): void {
  if (context.queues.isOpen) context.queues.wake(queueKey, operationId)
  else tellOthers(context)
}

/** The same after a change that may let many operations continue. */
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
      context.log.warn({ err: error }, 'other processes were not told; their sweep finds what is due'),
    )
}
