import { asc } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { commit, documentsOf, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { billingRuns } from '../tables/billing-runs.ts'
import { runDueBilling } from './index.ts'

const second = 1000

describeDomain('The automatic invoice run', (open) => {
  /** One renewal is due. Returns its customer. */
  const withDueRenewal = async (test: TestDomain) => {
    const { db } = test.database
    await insertCompany(db)
    const customerId = await insertCustomer(db)
    const { priceId } = await insertPrice(db, 1000n)
    const action = {
      kind: 'start',
      items: [{ priceId, quantity: 1 }],
      startOn: localDate('2026-03-01'),
      trialEndsOn: null,
      coupon: null,
      provision: 'none',
    } as const
    await commit(test, { customerId, action })
    test.clock.advance(Date.parse('2026-04-01T08:00:00.000Z') - test.clock.now().getTime())
    return customerId
  }
  const insertRun = ({ database, clock }: TestDomain, given: Partial<typeof billingRuns.$inferInsert>) =>
    database.db.insert(billingRuns).values({
      id: newId(),
      asOf: '2026-04-01',
      state: 'running',
      startedBy: 'System',
      startedAt: clock.now(),
      ...given,
    })
  const invoiced = async (test: TestDomain, customerId: string) => {
    await runDueBilling(test.domain)
    return (await documentsOf(test.database.db, customerId)).length
  }

  it('continues within seconds after the process of a run died', async () => {
    const test = open()
    const customerId = await withDueRenewal(test)
    await insertRun(test, { leaseUntil: new Date(test.clock.now().getTime() + 10 * second) })
    test.clock.advance(9 * second)
    expect(await invoiced(test, customerId)).toBe(1)
    test.clock.advance(2 * second)
    expect(await invoiced(test, customerId)).toBe(2)
    const runs = await test.database.db.select().from(billingRuns).orderBy(asc(billingRuns.startedAt))
    expect(runs.map(({ state }) => state)).toEqual(['stopped', 'done'])
  })

  it('waits ten minutes after a run that could not number an invoice', async () => {
    const test = open()
    const customerId = await withDueRenewal(test)
    await insertRun(test, { state: 'stopped', endedAt: test.clock.now() })
    test.clock.advance(599 * second)
    expect(await invoiced(test, customerId)).toBe(1)
    test.clock.advance(2 * second)
    expect(await invoiced(test, customerId)).toBe(2)
  })
})
