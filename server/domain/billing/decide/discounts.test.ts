import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import { type Currency, money, subtract } from '#server/platform/money/index.ts'
import {
  type ChargeKind,
  chargeFor,
  coversPeriod,
  creditUnused,
  type Discount,
  type DiscountableLine,
  discountLines,
} from './index.ts'

const line = (amount: bigint, kind: ChargeKind = 'recurring', productId = 'A'): DiscountableLine => ({
  productId,
  kind,
  amount: money(amount, 'EUR'),
})
const percent = (
  percentPpm: number,
  scope: Discount['scope'] = 'all',
  productIds: string[] | null = null,
): Discount => ({
  value: { percentPpm },
  scope,
  productIds,
})
const fixed = (amount: bigint, available?: bigint): Discount => ({
  value: { amount: money(amount, 'EUR') },
  scope: 'all',
  productIds: null,
  available: available === undefined ? undefined : money(available, 'EUR'),
})
const taken = (lines: readonly DiscountableLine[], ...discounts: Discount[]) =>
  discountLines(lines, discounts, 'EUR').map(({ amount }) => amount)

describe('A discount', () => {
  it.each<[string, DiscountableLine[], Discount[], bigint[]]>([
    ['D10: all of 2.25 x 64.22', [line(14_450n)], [percent(1_000_000)], [14_450n]],
    [
      'D23: the setup of A only',
      [line(500n, 'setup', 'A'), line(700n, 'setup', 'B')],
      [percent(1_000_000, 'setup', ['A'])],
      [500n, 0n],
    ],
    [
      'the setup of both',
      [line(500n, 'setup', 'A'), line(700n, 'setup', 'B')],
      [percent(1_000_000, 'setup')],
      [500n, 700n],
    ],
    [
      'the recurring part of A only',
      [line(500n, 'setup'), line(1_000n), line(2_000n, 'recurring', 'B')],
      [percent(250_000, 'recurring', ['A'])],
      [0n, 250n, 0n],
    ],
    [
      'everything but credits and late fees',
      [line(1_000n), line(-400n, 'proration-credit'), line(300n, 'late-fee'), line(200n, 'one-time')],
      [percent(500_000)],
      [500n, 0n, 0n, 100n],
    ],
    [
      'by largest remainder, ties to the first',
      [line(1n), line(1n), line(1n)],
      [percent(500_000)],
      [1n, 1n, 0n],
    ],
    ['of a sum, rounded once', [line(333n), line(333n), line(333n)], [percent(100_000)], [34n, 33n, 33n]],
    ['9.975%', [line(14_000n)], [percent(99_750)], [1_397n]],
    ['a fixed amount', [line(5_000n)], [fixed(1_000n)], [1_000n]],
    ['a fixed amount, shared', [line(5_000n), line(2_500n)], [fixed(1_000n)], [667n, 333n]],
    ['a fixed amount, capped at the sum', [line(300n), line(200n)], [fixed(1_000n)], [300n, 200n]],
    ['a fixed amount that is used up in this period', [line(5_000n)], [fixed(1_000n, 0n)], [0n]],
    ['the rest of a fixed amount', [line(5_000n)], [fixed(1_000n, 400n)], [400n]],
    ['nothing of nothing', [line(0n)], [percent(1_000_000), fixed(100n)], [0n]],
    ['nothing without lines', [], [fixed(100n)], []],
    ['one after the other', [line(10_000n)], [percent(100_000), fixed(1_000n), percent(500_000)], [6_000n]],
    ['never more than the line', [line(1_000n), line(100n)], [fixed(900n), fixed(900n)], [1_000n, 100n]],
  ])('takes %s', (_name, lines, discounts, expected) => {
    expect(taken(lines, ...discounts)).toEqual(expected)
  })

  it('D4: of a fixed amount is not taken again when seats change in the period', () => {
    const period = { start: localDate('2026-06-01'), end: localDate('2026-07-01') }
    const seat = money(1_000n, 'EUR')
    const change = (from: number, to: number) => {
      const before = chargeFor(seat, from)
      const [discount = money(0n, 'EUR')] = discountLines(
        [{ ...line(0n), amount: before }],
        [fixed(1_000n)],
        'EUR',
      )
      const { credit, discountReturned } = creditUnused({ period, amount: before, discount }, period.start)
      const after = chargeFor(seat, to)
      const [used = money(0n, 'EUR')] = discountLines(
        [{ ...line(0n), amount: after }],
        [fixed(1_000n, discountReturned.amount)],
        'EUR',
      )
      return credit.amount + subtract(after, used).amount
    }
    expect(change(5, 10)).toBe(5_000n)
    expect(change(10, 5)).toBe(-5_000n)
    expect(change(5, 5)).toBe(0n)
    expect(change(1, 10)).toBe(9_000n)
  })

  it('in another currency than the lines is refused', () => {
    const inDollars: Discount = { ...fixed(0n), value: { amount: money(100n, 'USD') } }
    expect(() => discountLines([line(1_000n)], [inDollars], 'EUR')).toThrow(RangeError)
  })

  it('is never negative, never more than its line, and sums to the percentage of the eligible sum', () => {
    const amounts = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { maxLength: 40 })
    const currencies = fc.constantFrom<Currency>('EUR', 'JPY', 'KWD')
    fc.assert(
      fc.property(amounts, fc.nat(1_000_000), currencies, (each, percentPpm, currency) => {
        const lines = each.map((amount) => ({ ...line(0n), amount: money(amount, currency) }))
        const discounts = discountLines(lines, [percent(percentPpm)], currency)
        const positive = each.filter((amount) => amount > 0n).reduce((left, right) => left + right, 0n)
        const sum = discounts.reduce((left, { amount }) => left + amount, 0n)
        expect(sum).toBe((positive * BigInt(percentPpm) * 2n + 1_000_000n) / 2_000_000n)
        for (const [index, { amount }] of discounts.entries()) {
          const most = each[index] ?? 0n
          expect(amount >= 0n && (amount <= most || (most <= 0n && amount === 0n))).toBe(true)
        }
      }),
    )
  })
})

describe('The duration of a coupon', () => {
  it('D24: counts the periods from its redemption: 9.00, 9.00, 9.00, 12.00', () => {
    const march2026 = 14
    const prices = [13, 14, 15, 16, 17].map((index) => {
      const discounts = coversPeriod(3, march2026, index) ? [percent(250_000, 'recurring')] : []
      return 1_200n - (taken([line(1_200n)], ...discounts)[0] ?? 0n)
    })
    expect(prices).toEqual([1_200n, 900n, 900n, 900n, 1_200n])
  })

  it.each([
    [null, 0, 0, true],
    [null, 0, 5_000, true],
    [null, 3, 2, false],
    [1, 0, 0, true],
    [1, 0, 1, false],
    [0, 0, 0, false],
    [12, -2, 9, true],
    [12, -2, 10, false],
  ] as const)('of %s periods from period %i covers period %i: %s', (duration, first, index, expected) => {
    expect(coversPeriod(duration, first, index)).toBe(expected)
  })
})
