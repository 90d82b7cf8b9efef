import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Interval } from '#server/platform/calendar/index.ts'
import { type Money, money } from '#server/platform/money/index.ts'
import {
  isWithoutMrr,
  monthlyAmount,
  mrrByMonth,
  mrrMovementKinds,
  type RecurringHistory,
  type RecurringItem,
} from './mrr.ts'

const jan = 2026 * 12
const eur = (amount: bigint): Money => money(amount, 'EUR')
const item = (amount: bigint, given: Partial<RecurringItem> = {}): RecurringItem => ({
  amount: eur(amount),
  quantity: 1,
  interval: { unit: 'month', count: 1 },
  from: jan,
  until: null,
  ...given,
})
const history = (items: readonly RecurringItem[], given: Partial<RecurringHistory> = {}) => ({
  currency: 'EUR' as const,
  subscriptions: 1,
  items,
  pauses: [],
  ...given,
})

/** The movements of each month as text, for example "1: new 1000". */
function movements(histories: readonly RecurringHistory[], months = 6): string[] {
  const list = mrrByMonth(histories, { from: jan, to: jan + months - 1 }).get('EUR') ?? []
  return list.flatMap((month) =>
    mrrMovementKinds.flatMap((kind) =>
      month[kind].amount === 0n ? [] : [`${month.month - jan + 1}: ${kind} ${month[kind].amount}`],
    ),
  )
}

describe('The amount of one month', () => {
  it.each([
    ['a month', 1000n, 1, { unit: 'month', count: 1 }, 1000n],
    ['three months, rounded down', 1000n, 1, { unit: 'month', count: 3 }, 333n],
    ['a year', 12_000n, 1, { unit: 'year', count: 1 }, 1000n],
    ['a year, half a unit rounded up', 18n, 1, { unit: 'year', count: 1 }, 2n],
    ['a year, below half a unit', 17n, 1, { unit: 'year', count: 1 }, 1n],
    ['two years', 24_000n, 1, { unit: 'year', count: 2 }, 1000n],
    ['a quantity, rounded once', 1n, 18, { unit: 'year', count: 1 }, 2n],
    ['a week', 8400n, 1, { unit: 'week', count: 1 }, 36_500n],
    ['a day', 1200n, 1, { unit: 'day', count: 1 }, 36_500n],
    ['30 days', 1000n, 1, { unit: 'day', count: 30 }, 1014n],
    ['nothing', 0n, 7, { unit: 'year', count: 1 }, 0n],
  ] as const)('of a price for %s', (_, amount, quantity, interval, expected) => {
    expect(monthlyAmount({ amount: eur(amount), quantity, interval })).toEqual(eur(expected))
  })
})

describe('Movements of MRR', () => {
  it.each<[string, readonly RecurringHistory[], string[]]>([
    ['a subscription that began before', [history([item(1000n, { from: jan - 3 })])], []],
    ['a new subscription', [history([item(1000n, { from: jan + 1 })])], ['2: new 1000']],
    [
      'equal subscriptions',
      [history([item(1000n, { from: jan + 1 })], { subscriptions: 3 })],
      ['2: new 3000'],
    ],
    [
      'an upgrade and a downgrade',
      [
        history([
          item(1000n, { until: jan + 2 }),
          item(1500n, { from: jan + 2, until: jan + 4 }),
          item(400n, { from: jan + 4 }),
        ]),
      ],
      ['1: new 1000', '3: expansion 500', '5: contraction -1100'],
    ],
    ['an end', [history([item(1000n, { until: jan + 3 })])], ['1: new 1000', '4: churn -1000']],
    [
      'a pause',
      [history([item(1000n)], { pauses: [{ from: jan + 1, until: jan + 3 }] })],
      ['1: new 1000', '2: churn -1000', '4: reactivation 1000'],
    ],
    [
      'a pause without an end',
      [history([item(1000n)], { pauses: [{ from: jan + 1, until: null }] })],
      ['1: new 1000', '2: churn -1000'],
    ],
    [
      'a pause within a month',
      [history([item(1000n)], { pauses: [{ from: jan, until: jan }] })],
      ['1: new 1000'],
    ],
    ['a start and an end in one month', [history([item(1000n, { until: jan })])], []],
    [
      'a free plan that becomes paid',
      [history([item(0n, { until: jan + 1 }), item(500n, { from: jan + 1 })])],
      ['2: new 500'],
    ],
    [
      'a change to another interval of the same amount',
      [
        history([
          item(1000n, { until: jan + 1 }),
          item(12_000n, { from: jan + 1, interval: { unit: 'year', count: 1 } }),
        ]),
      ],
      ['1: new 1000'],
    ],
    [
      'a second item',
      [history([item(1000n), item(250n, { from: jan + 1, until: jan + 2 })])],
      ['1: new 1000', '2: expansion 250', '3: contraction -250'],
    ],
  ])('of %s', (_, histories, expected) => {
    expect(movements(histories)).toEqual(expected)
  })

  it('keep currencies apart', () => {
    const yen = history([item(0n, { amount: money(500n, 'JPY') })], { currency: 'JPY' })
    const list = mrrByMonth([history([item(1000n)]), yen], { from: jan, to: jan })
    expect([...list].map(([currency, [month]]) => [currency, month?.end.amount])).toEqual([
      ['EUR', 1000n],
      ['JPY', 500n],
    ])
  })

  it('are missing for a currency with nothing recurring', () => {
    const list = mrrByMonth([history([item(1000n, { until: jan })])], { from: jan + 1, to: jan + 2 })
    expect(isWithoutMrr(list.get('EUR') ?? [])).toBe(true)
  })
})

/** Months of an interval, as an exact pair. */
const pairs: Record<Interval['unit'], [number, number]> = {
  day: [12, 365],
  week: [84, 365],
  month: [1, 1],
  year: [12, 1],
}

/** Another way to the same amount, with decimals of 40 digits. */
function oracle({ amount, quantity, interval }: RecurringItem): bigint {
  Big.DP = 40
  const [numerator, denominator] = pairs[interval.unit]
  const exact = new Big(amount.amount.toString()).times(quantity).times(denominator)
  return BigInt(
    exact
      .div(numerator * interval.count)
      .round(0, Big.roundHalfUp)
      .toFixed(0),
  )
}

const anyMonths = fc
  .tuple(fc.integer({ min: -6, max: 14 }), fc.option(fc.integer({ min: 0, max: 8 }), { nil: null }))
  .map(([from, length]) => ({ from: jan + from, until: length === null ? null : jan + from + length }))
const anyItem = fc
  .tuple(
    anyMonths,
    fc.bigInt({ min: 0n, max: 5000n }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom<Interval['unit']>('day', 'week', 'month', 'year'),
    fc.integer({ min: 1, max: 12 }),
  )
  .map(([span, amount, quantity, unit, count]) =>
    item(amount, { ...span, quantity, interval: { unit, count } }),
  )
const anyHistory = fc
  .tuple(
    fc.array(anyItem, { minLength: 1, maxLength: 3 }),
    fc.array(anyMonths, { maxLength: 2 }),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([items, pauses, subscriptions]) => history(items, { pauses, subscriptions }))

/** The model: looks at every month of every subscription, one at a time. */
function modelMonths(histories: readonly RecurringHistory[], from: number, to: number) {
  const within = (span: { from: number; until: number | null }, month: number) =>
    span.from <= month && month < (span.until ?? Number.POSITIVE_INFINITY)
  const list = Array.from({ length: to - from + 1 }, () => ({ end: 0n, moved: new Map<string, bigint>() }))
  for (const { items, pauses, subscriptions } of histories) {
    let before = 0n
    let wasPaid = false
    for (let month = from - 60; month <= to; month += 1) {
      const paused = pauses.some((pause) => within(pause, month))
      const now = paused
        ? 0n
        : items.reduce((all, each) => (within(each, month) ? all + oracle(each) : all), 0n)
      const row = list[month - from]
      if (row) {
        row.end += now * BigInt(subscriptions)
        const kind =
          before === 0n
            ? wasPaid
              ? 'reactivation'
              : 'new'
            : now === 0n
              ? 'churn'
              : now > before
                ? 'expansion'
                : 'contraction'
        if (now !== before)
          row.moved.set(kind, (row.moved.get(kind) ?? 0n) + (now - before) * BigInt(subscriptions))
      }
      wasPaid ||= now > 0n
      before = now
    }
  }
  return list
}

describe('MRR by month', () => {
  it('equals a model that looks at every month, and its movements sum to the difference', () => {
    fc.assert(
      fc.property(fc.array(anyHistory, { minLength: 1, maxLength: 6 }), (histories) => {
        const list = mrrByMonth(histories, { from: jan, to: jan + 11 }).get('EUR') ?? []
        const model = modelMonths(histories, jan, jan + 11)
        expect(list).toHaveLength(12)
        for (const [index, month] of list.entries()) {
          expect(month.end.amount).toBe(model[index]?.end)
          for (const kind of mrrMovementKinds)
            expect(month[kind].amount).toBe(model[index]?.moved.get(kind) ?? 0n)
          const moved = mrrMovementKinds.reduce((all, kind) => all + month[kind].amount, 0n)
          expect(month.end.amount - month.start.amount).toBe(moved)
          if (index > 0) expect(month.start).toEqual(list[index - 1]?.end)
        }
      }),
    )
  })
})
