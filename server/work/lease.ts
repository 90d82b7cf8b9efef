import type { Work } from './contract.ts'
import { renewLease } from './work.ts'

/**
 * Renews the lease while work continues, including during a step that is longer than a lease, such as reading
 * a long list from a slow panel. Otherwise two workers would take the operation from each other and never
 * finish it.
 */
export async function keepLease<T>(work: Work, run: () => Promise<T>): Promise<T> {
  const renewal = setInterval(
    // The lease is lost or the database is down. The next step detects it.
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
 * Ensures that the next call ends within the lease. If this process was suspended since the last renewal, the
 * lease is renewed first. If it is lost, nothing is sent.
 * @throws {LeaseLost}
 */
export async function outlastCall(work: Work): Promise<void> {
  const { clock, engine } = work.context
  const spareMs = engine.leaseMs - engine.panelDeadlineMs
  // Bounded, because no renewal would suffice if a lease were shorter than the deadline. The settings refuse
  // that.
  for (let renewals = 0; renewals < 3; renewals += 1) {
    if (clock.now().getTime() - work.progress.leasedAt.getTime() < spareMs) return
    await renewLease(work)
  }
}
