import { Refusal } from '#server/platform/errors/index.ts'
import { readCompany } from '../company/index.ts'
import type { Domain } from '../context.ts'
import { hasDueCustomers } from './claim-customers.ts'
import { SeriesBlocked } from './finalize.ts'
import { loadCompany } from './load.ts'
import { runBilling } from './run.ts'
import { wasJustStopped } from './run-row.ts'

/**
 * The interval of the search for due renewals, which reads small indexes. A run whose process was killed also waits for
 * this interval.
 */
export const billingTickMs = 15_000

/** Runs the invoice run if something is due. Without a company, nothing is billed. */
export async function runDueBilling(domain: Domain): Promise<void> {
  const { db } = domain.database
  if (domain.signals.closed || (await readCompany(db)) === null) return
  const { asOf, row } = await loadCompany(db, domain.clock.now())
  if (!(await hasDueCustomers(db, { asOf, invoiceDaysAhead: row.invoiceDaysAhead }))) return
  if (await wasJustStopped(db, domain.clock.now())) return
  try {
    await runBilling(domain, { dryRun: false }, { kind: 'system', name: 'System' })
  } catch (error) {
    // Another process runs it, or the run was stopped, which has its alert.
    if (
      !(error instanceof Refusal && error.code === 'operation-under-way') &&
      !(error instanceof SeriesBlocked)
    )
      throw error
  }
}
