import { expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import { commit, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { listSubscriptions } from './index.ts'

describeDomain('The search for subscriptions', (open) => {
  /** One subscription for each customer, in order. Returns the ids of the customers. */
  const withCustomers = async (test: TestDomain, names: readonly string[]) => {
    const { db } = test.database
    await insertCompany(db)
    const { priceId } = await insertPrice(db, 1000n)
    const ids: string[] = []
    for (const name of names) {
      const customerId = await insertCustomer(db, name)
      const start = { kind: 'start', items: [{ priceId, quantity: 1 }], trialEndsOn: null } as const
      const action = { ...start, startOn: localDate('2026-03-01'), coupon: null, provision: 'none' } as const
      await commit(test, { customerId, action })
      test.clock.advance(1000)
      ids.push(customerId)
    }
    return ids
  }

  it.each([1, 2, 100])('finds customers by their words, if it reads %d rows first', async (nearbyRows) => {
    const test = open()
    const ids = await withCustomers(test, ['Ada Nakamura', 'Bo Example', 'Cy Example', 'Zoë Nakamura'])
    const found = async (search: string, more: object = {}) =>
      (await listSubscriptions(test.ctx, { limit: 50, search, nearbyRows, ...more })).items.map(
        ({ customerId }) => ids.indexOf(customerId),
      )
    expect(await found('nakamura')).toEqual([3, 0])
    expect(await found('NAKAMURA ada')).toEqual([0])
    expect(await found('zoe')).toEqual([3])
    expect(await found('nobody')).toEqual([])
    expect(await found('nakamura', { status: 'ended' })).toEqual([])
    expect(await found('nakamura', { customerId: ids[0] })).toEqual([0])
    expect(await found(`${ids[1]}@example.com`)).toEqual([1])
    expect(await found(`${ids[1]}@example.com cy`)).toEqual([])
    const first = await listSubscriptions(test.ctx, { limit: 1, search: 'nakamura', nearbyRows })
    const cursor = first.nextCursor ?? ''
    expect(await found('nakamura', { cursor })).toEqual([0])
  })
})
