import { expect, it } from 'vitest'
import { type Action, runBilling } from '#server/domain/billing/index.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { commit, insertCompany, insertPrice, insertVat } from '../billing/steps.ts'
import { insertCustomer } from '../billing-rows.ts'
import { describeDomain, type TestDomain } from '../domain.ts'
import { countStatements } from './count-statements.ts'

const by = { kind: 'system', name: 'System' } as const

const starting = (priceId: string): Action => ({
  kind: 'start',
  items: [{ priceId, quantity: 1 }],
  startOn: localDate('2026-03-01'),
  trialEndsOn: null,
  coupon: null,
  provision: 'none',
})

describeDomain('The cost of an invoice run', (open) => {
  const dueCustomers = async (test: TestDomain, count: number) => {
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    const { priceId } = await insertPrice(db, 990n)
    for (let number = 0; number < count; number += 1)
      await commit(test, { customerId: await insertCustomer(db), action: starting(priceId) })
    test.clock.advance(Date.parse('2026-04-01T08:00:00.000Z') - test.clock.now().getTime())
  }

  const statementsOf = async (test: TestDomain) =>
    (await countStatements(() => runBilling(test.domain, { dryRun: false }, by))).statements

  it.each([1, 20])('of %d customers in one batch is 54 statements', async (count) => {
    const test = open()
    await dueCustomers(test, count)
    const statements = await statementsOf(test)
    expect(statements, statements.join('\n\n')).toHaveLength(54)
  })

  it('without anything due is 26 statements', async () => {
    const test = open()
    await dueCustomers(test, 0)
    const statements = await statementsOf(test)
    expect(statements, statements.join('\n\n')).toHaveLength(26)
  })
})
