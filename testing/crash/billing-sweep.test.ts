import { afterAll, beforeAll, describe } from 'vitest'
import { inCi } from '../ci-sample.ts'
import { type BillingSystem, startBilling } from './billing/billing-system.ts'
import { sweepBilling } from './billing/sweep.ts'

const databases = inCi ? (['postgres'] as const) : (['embedded', 'postgres'] as const)

describe.each(databases)('Billing work whose process is killed, on %s', (database) => {
  let billing: BillingSystem | undefined
  beforeAll(async () => {
    billing = await startBilling(database, { withMail: true })
  })
  afterAll(() => billing?.remove())
  const open = () => {
    if (!billing) throw new Error('The system is not started.')
    return billing
  }
  // Dunning comes first: later work leaves overdue invoices.
  for (const kind of ['dunning', 'run', 'finalize', 'payment'] as const) sweepBilling(kind, open)
})
