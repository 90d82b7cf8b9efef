import { fencedUpdate, type Work } from './work.ts'

/**
 * Renews the lease while work goes on, also through one step that takes longer than a lease lasts, such as reading
 * a long list from a slow panel. Otherwise two workers would take the operation from each other and never end it.
 */
export async function keepLease<T>(work: Work, run: () => Promise<T>): Promise<T> {
  const { database, engine } = work.domain
  const renewal = setInterval(
    // Lost, or no database: the next step finds out.
    () => void fencedUpdate(database.db, work, {}).catch(() => undefined),
    Math.max(1, engine.leaseMs / 3),
  ).unref()
  try {
    return await run()
  } finally {
    clearInterval(renewal)
  }
}
