import type { Work } from './contract.ts'
import { renewLease } from './work.ts'

/**
 * Renews the lease while work continues, also through one step that takes longer than a lease lasts, such as reading
 * a long list from a slow panel. Otherwise two workers would take the operation from each other and never end it.
 */
export async function keepLease<T>(work: Work, run: () => Promise<T>): Promise<T> {
  const renewal = setInterval(
    // Lost, or no database: the next step finds out.
    () => void renewLease(work).catch(() => undefined),
    Math.max(1, work.context.engine.leaseMs / 3),
  ).unref()
  try {
    return await run()
  } finally {
    clearInterval(renewal)
  }
}

/**
 * A call that follows must end within the lease. If this process stood still since the lease was renewed, it is
 * renewed first, or found lost: then nothing is sent.
 * @throws {LeaseLost}
 */
export async function outlastCall(work: Work): Promise<void> {
  const { clock, engine } = work.context
  const spareMs = engine.leaseMs - engine.panelDeadlineMs
  // Bounded: if a lease is no longer than the deadline, which settings refuse, no renewal would ever be enough.
  for (let renewals = 0; renewals < 3; renewals += 1) {
    if (clock.now().getTime() - work.progress.leasedAt.getTime() < spareMs) return
    await renewLease(work)
  }
}
