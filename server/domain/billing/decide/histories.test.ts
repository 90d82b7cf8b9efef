import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, boundary, daysBetween, type LocalDate } from '#server/platform/calendar/index.ts'
import { day, eur, factsOf, priceOf, withPrices } from '#testing/billing/facts.ts'
import { Replay } from '#testing/billing/replay.ts'
import { type Action, type CouponFacts, PlanParked, PlanRefused } from './index.ts'

const prices = [
  priceOf('10.00', { priceId: 'a' }),
  priceOf('33.33', { priceId: 'b', taxIncluded: true }),
  priceOf('0.01', { priceId: 'c' }),
]
const rates = [
  {
    id: 'rate',
    country: 'DE',
    region: null,
    postcodePrefix: null,
    category: 'standard',
    name: 'VAT',
    ratePpm: 190_000,
    validFrom: day('2007-01-01'),
    validUntil: null,
  },
]
const fixed = {
  couponId: 'fixed',
  code: 'FIXED',
  value: { amount: eur('5.00') },
  scope: 'recurring',
  productIds: null,
  durationPeriods: 4,
} as const

const subscriptionId = '1:subscription'
const at = fc.constantFrom('now' as const, 'renewal' as const)
const step = fc.oneof(
  fc.record({
    kind: fc.constant('change-items' as const),
    priceId: fc.constantFrom('a', 'b', 'c'),
    quantity: fc.integer({ min: 1, max: 7 }),
    at,
  }),
  fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const) }),
  fc.record({
    kind: fc.constant('cancel' as const),
    at: fc.constantFrom('period-end' as const, 'period-end' as const, 'now' as const),
    reason: fc.constant(''),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never
const histories = fc.record({
  startOn: fc.integer({ min: 0, max: 800 }).map((days) => addDays(day('2023-12-15'), days)),
  ahead: fc.constantFrom(0, 7, 40),
  coupon: fc.constantFrom(null, fixed),
  steps: fc.array(fc.tuple(fc.integer({ min: 0, max: 45 }), step), { maxLength: 12 }),
})

interface History {
  readonly startOn: LocalDate
  readonly ahead: number
  readonly coupon: CouponFacts | null
  readonly steps: readonly (readonly [number, Step])[]
}

/** Runs a history with the renewals of every day. Refused steps write nothing. */
function play({ startOn, ahead, coupon, steps }: History) {
  const facts = factsOf(startOn, { ...withPrices(...prices), taxRates: rates, invoiceDaysAhead: ahead })
  const replay = new Replay(facts, [fixed])
  replay.run({
    kind: 'start',
    items: [{ priceId: 'a', quantity: 2 }],
    startOn,
    trialEndsOn: null,
    coupon,
    provision: 'none',
  })
  let today = startOn
  const daily = (days: number) => {
    for (let count = 0; count < days; count += 1) {
      today = addDays(today, 1)
      replay.run({ kind: 'renew' }, today)
    }
  }
  for (const [days, one] of steps) {
    daily(days)
    const action: Action = { ...one, subscriptionId }
    try {
      const preview = replay.preview(action, today)
      expect(replay.run(action, today)).toEqual(preview)
    } catch (error) {
      if (!(error instanceof PlanRefused) && !(error instanceof PlanParked)) throw error
    }
  }
  daily(3)
  return { replay, today }
}

it('random histories bill no day of an item twice, never credit more than was charged, and balance', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const { replay } = play(history)
      const charged = new Map<string, Set<number>>()
      let paid = 0n
      for (const { documents, entries } of replay.plans) {
        for (const document of documents) {
          expect(document.total.amount).toBe(document.net.amount + document.tax.amount)
          expect(document.total.amount).toBeGreaterThanOrEqual(0n)
          expect(document.net.amount).toBe(document.lines.reduce((sum, { net }) => sum + net.amount, 0n))
          paid += document.kind === 'invoice' ? document.total.amount : -document.total.amount
          // The credit of the old comes before the charge of the new, so days are free before they are taken.
          for (const { charge, period } of document.lines) {
            if (!charge || !period) continue
            for (let on = 0; on < daysBetween(period.start, period.end); on += 1) {
              // Of the subscription, because it has one item at a time.
              const days = charged.get(subscriptionId) ?? new Set<number>()
              charged.set(subscriptionId, days)
              const number = daysBetween(day('2020-01-01'), addDays(period.start, on))
              if (charge.kind === 'proration-credit') expect(days.delete(number)).toBe(true)
              else {
                expect(days.has(number)).toBe(false)
                days.add(number)
              }
            }
          }
        }
        for (const { postings } of entries)
          expect(postings.reduce((sum, { amount }) => sum + amount.amount, 0n)).toBe(0n)
      }
      expect(paid).toBeGreaterThanOrEqual(0n)
    }),
    { numRuns: 300 },
  )
})

it('without pauses and changes, the periods tile the time from the start', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1500 }).map((days) => addDays(day('2023-01-01'), days)),
      fc.constantFrom('month' as const, 'year' as const, 'week' as const, 'day' as const),
      fc.integer({ min: 1, max: 5 }),
      (startOn, unit, count) => {
        const interval = { unit, count }
        const price = priceOf('10.00', { interval })
        const replay = new Replay(factsOf(startOn, withPrices(price)))
        replay.run({
          kind: 'start',
          items: [{ priceId: price.priceId, quantity: 1 }],
          startOn,
          trialEndsOn: null,
          coupon: null,
          provision: 'none',
        })
        for (let n = 1; n <= 12; n += 1) replay.run({ kind: 'renew' }, boundary(startOn, interval, n))
        const periods = replay.documents.flatMap(({ lines }) => lines.flatMap(({ period }) => period ?? []))
        expect(periods).toEqual(
          Array.from({ length: 13 }, (_, n) => ({
            start: boundary(startOn, interval, n),
            end: boundary(startOn, interval, n + 1),
          })),
        )
        expect(replay.documents.every(({ total }) => total.amount === 1000n)).toBe(true)
      },
    ),
  )
})

it('changes on the first day and a cancellation on it cost nothing in sum', () => {
  const changes = fc.array(
    fc.record({ priceId: fc.constantFrom('a', 'b', 'c'), quantity: fc.integer({ min: 1, max: 9 }) }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(changes, fc.constantFrom(null, fixed), (given, coupon) => {
      const today = day('2026-01-31')
      const { replay } = play({
        startOn: today,
        ahead: 0,
        coupon,
        steps: [
          ...given.map((one) => [0, { kind: 'change-items' as const, at: 'now' as const, ...one }] as const),
          [0, { kind: 'cancel', at: 'now', reason: '' }],
        ],
      })
      const paid = replay.documents.reduce(
        (sum, { kind, total }) => sum + (kind === 'invoice' ? total.amount : -total.amount),
        0n,
      )
      // Prices with and without tax are rounded apart, by at most one cent for each document.
      const most = BigInt(replay.documents.length)
      expect(paid >= -most && paid <= most).toBe(true)
    }),
    { numRuns: 300 },
  )
})
