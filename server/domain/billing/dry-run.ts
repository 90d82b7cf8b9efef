import type { BillingRun } from '#contracts/billing/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { atOneMoment } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { readDueCustomers } from './claim-customers.ts'
import { loadCompany, loadFacts } from './load.ts'
import { planRenewals } from './plan-renewals.ts'
import { emptyReport, presentReport, reported } from './report.ts'

const batchSize = 500

/** Returns what a run on a date would do, by the same code, from one snapshot. Writes nothing. */
export const dryRun = (
  { database, clock, log }: Pick<Domain, 'database' | 'clock' | 'log'>,
  asOf: LocalDate,
): Promise<BillingRun> =>
  atOneMoment(database.db, async (tx) => {
    const startedAt = clock.now()
    const company = await loadCompany(tx, startedAt, asOf)
    const report = emptyReport()
    const ids = await readDueCustomers(tx, { asOf, invoiceDaysAhead: company.row.invoiceDaysAhead })
    for (let from = 0; from < ids.length; from += batchSize) {
      const batch = ids.slice(from, from + batchSize)
      const { plans, parks } = await planRenewals((await loadFacts(tx, company, batch)).values(), log)
      reported(report, { due: batch.length, plans, parks })
    }
    return presentReport(tx, report, { id: null, asOf, dryRun: true, startedAt, endedAt: clock.now() })
  })
