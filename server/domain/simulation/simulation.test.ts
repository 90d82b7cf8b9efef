import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import { commit, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { inCi } from '#testing/ci-sample.ts'
import {
  describeDomain,
  describeDomainOnEmbedded,
  describeDomainOnPostgres,
  type TestDomain,
} from '#testing/domain.ts'
import { pay } from '#testing/dunning-steps.ts'
import { expectSimulationToEqualReality } from '#testing/simulation/compare.ts'
import { dunBy, insertRate, openPanel, sell, steps } from '#testing/simulation/world.ts'
import { checkBooks } from '../billing/books/index.ts'
import { products } from '../tables/products.ts'

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())

/** Every kind of subscription, at the end of a month and of a winter. */
async function buildWorld(test: TestDomain): Promise<void> {
  const { db } = test.database
  toDate(test, '2026-03-31')
  await insertCompany(db, { timeZone: 'Europe/Berlin', invoiceDaysAhead: 3 })
  await insertRate(test, { validUntil: '2027-01-01' })
  await insertRate(test, { ratePpm: 205_000, validFrom: '2027-01-01' })
  await insertRate(test, { category: 'reduced', ratePpm: 70_000, validUntil: '2027-06-01' })
  await openPanel(test)
  await dunBy(test, Object.values(steps))
  // Anchored on the 31st, with hosting.
  const owner = await sell(test, { amount: 999n, username: 'monthly', action: { anchorDay: 31 } })
  await sell(test, { customerId: owner.customerId, amount: 1500n, price: { taxIncluded: true } })
  await sell(test, { amount: 12_000n, price: { intervalUnit: 'year', taxIncluded: true, setupFee: 2500n } })
  await sell(test, {
    amount: 1990n,
    action: { trialEndsOn: localDate('2026-05-15') },
    coupon: { durationPeriods: 3 },
  })
  await sell(test, {
    amount: 700n,
    coupon: { amount: 333n, currency: 'EUR', durationPeriods: 3 },
    quantity: 3,
  })
  await sell(test, {
    amount: 4500n,
    price: { currency: 'USD', intervalCount: 3 },
    profile: { currency: 'USD', country: 'US', paymentTermsDays: 0 },
    username: 'dollars',
  })
  await sell(test, { amount: 800n, action: { startOn: localDate('2026-06-30') } })
  // Its first invoice is open.
  await sell(test, { amount: 2000n, action: { provision: 'after-payment' } })
  // Cancelled before their payment: one is paid before its end, and the other one is not.
  const quick = await sell(test, { amount: 2100n, action: { provision: 'after-payment' } })
  const slow = await sell(test, {
    amount: 2200n,
    action: { provision: 'after-payment' },
    profile: { paymentTermsDays: 60 },
  })
  const grown = await sell(test, { amount: 1100n, quantity: 2 })
  const ending = await sell(test, { amount: 1200n })
  const rich = await sell(test, { amount: 1300n })
  toDate(test, '2026-04-05')
  await commit(test, {
    customerId: grown.customerId,
    action: { kind: 'change-items', subscriptionId: grown.subscriptionId, quantity: 5, at: 'renewal' },
  })
  await commit(test, {
    customerId: ending.customerId,
    action: { kind: 'cancel', subscriptionId: ending.subscriptionId, at: 'period-end', reason: '' },
  })
  for (const { customerId, subscriptionId } of [quick, slow])
    await commit(test, {
      customerId,
      action: { kind: 'cancel', subscriptionId, at: 'period-end', reason: '' },
    })
  await pay(test, rich.customerId, '10000')
}

const ofLatePayments = (months: number) => (open: () => TestDomain) =>
  it(`of ${months} months equals the really executed ${months} months`, { timeout: 900_000 }, async () => {
    const test = open()
    await buildWorld(test)
    await sellReduced(test)
    const kinds = await expectSimulationToEqualReality(test, { months, pays: { kind: 'late', days: 12 } })
    expect(kinds).toEqual([
      'credit',
      'credit-note',
      'end',
      'invoice',
      'late-fee',
      'payment',
      'reminder',
      'start',
      'stopped',
      'suspension',
      'unsuspension',
    ])
    expect(await checkBooks(test.database.db)).toEqual([])
  })

// CI has a limit of time. The last kind of event happens in the 15th month.
describeDomainOnPostgres('A simulation', ofLatePayments(inCi ? 15 : 36))
// Each day takes longer on the embedded database.
if (!inCi)
  describeDomainOnEmbedded(
    'A simulation',
    ofLatePayments(Number.parseInt(process.env.SIMULATED_MONTHS ?? '15', 10)),
  )

describeDomain('A simulation', (open) => {
  it('equals reality when nothing is paid', { timeout: 900_000 }, async () => {
    const test = open()
    await buildWorld(test)
    const kinds = await expectSimulationToEqualReality(test, { months: 7, pays: { kind: 'never' } })
    expect(kinds).toContain('termination-task')
    expect(kinds).not.toContain('payment')
  })
})

/** From 2027-06-01 on, no rate of its category is valid, and its customer is stopped. */
const sellReduced = async (test: TestDomain) => {
  const { productId } = await insertPrice(test.database.db, 1n)
  await test.database.db.update(products).set({ taxCategory: 'reduced' }).where(eq(products.id, productId))
  await sell(test, { amount: 600n, price: { productId } })
}
