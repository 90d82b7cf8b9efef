import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  boundary,
  daysOf,
  type Interval,
  localDate,
  periodContaining,
  tile,
} from '#server/platform/calendar/index.ts'
import { add, type Currency, money, negate, subtract } from '#server/platform/money/index.ts'
import { chargeFor, creditUnused, dayShare, wholePeriod } from './index.ts'

const span = (start: string, end: string) => ({ start: localDate(start), end: localDate(end) })
const month: Interval = { unit: 'month', count: 1 }

describe('A charge', () => {
  it.each<[string, Currency, bigint, number | string, [string, string], [string, string], bigint]>([
    [
      'D3: 32 days of a quarter of 91',
      'EUR',
      91_000n,
      1,
      ['2024-05-20', '2024-06-21'],
      ['2024-04-01', '2024-07-01'],
      32_000n,
    ],
    [
      '32 days of a quarter of 92',
      'EUR',
      91_000n,
      1,
      ['2024-07-20', '2024-08-21'],
      ['2024-07-01', '2024-10-01'],
      31_652n,
    ],
    [
      '32 days of a quarter of 90',
      'EUR',
      91_000n,
      1,
      ['2025-01-20', '2025-02-21'],
      ['2025-01-01', '2025-04-01'],
      32_356n,
    ],
    ['a whole period', 'EUR', 1_999n, 1, ['2024-02-01', '2024-03-01'], ['2024-02-01', '2024-03-01'], 1_999n],
    [
      'one day of a leap February',
      'EUR',
      2_900n,
      1,
      ['2024-02-29', '2024-03-01'],
      ['2024-02-01', '2024-03-01'],
      100n,
    ],
    [
      'one day of February',
      'EUR',
      2_900n,
      1,
      ['2025-02-28', '2025-03-01'],
      ['2025-02-01', '2025-03-01'],
      104n,
    ],
    [
      '14 days of a month from 31 January to 28 February',
      'EUR',
      2_800n,
      1,
      ['2025-01-31', '2025-02-14'],
      ['2025-01-31', '2025-02-28'],
      1_400n,
    ],
    [
      'half a leap year',
      'EUR',
      36_600n,
      1,
      ['2024-01-01', '2024-07-02'],
      ['2024-01-01', '2025-01-01'],
      18_300n,
    ],
    ['3 days of a week', 'EUR', 700n, 1, ['2024-02-27', '2024-03-01'], ['2024-02-26', '2024-03-04'], 300n],
    ['a day', 'EUR', 33n, 1, ['2024-02-29', '2024-03-01'], ['2024-02-29', '2024-03-01'], 33n],
    [
      '100 days of 36 months',
      'EUR',
      109_500n,
      1,
      ['2024-02-29', '2024-06-08'],
      ['2024-02-29', '2027-02-28'],
      10_000n,
    ],
    ['no day', 'EUR', 1_000n, 1, ['2024-02-10', '2024-02-10'], ['2024-02-01', '2024-03-01'], 0n],
    ['a free price', 'EUR', 0n, 3, ['2024-02-10', '2024-02-11'], ['2024-02-01', '2024-03-01'], 0n],
    ['yen', 'JPY', 1_000n, 1, ['2024-04-01', '2024-04-11'], ['2024-04-01', '2024-05-01'], 333n],
    [
      'dinars of Kuwait',
      'KWD',
      10_000n,
      1,
      ['2024-04-01', '2024-04-11'],
      ['2024-04-01', '2024-05-01'],
      3_333n,
    ],
    [
      'three seats, rounded once',
      'EUR',
      1_000n,
      3,
      ['2024-04-01', '2024-04-11'],
      ['2024-04-01', '2024-05-01'],
      1_000n,
    ],
    ['a negative price', 'EUR', -1_000n, 1, ['2024-05-01', '2024-05-02'], ['2024-05-01', '2024-06-01'], -32n],
    ['a tie', 'EUR', 1n, 1, ['2024-04-01', '2024-04-16'], ['2024-04-01', '2024-05-01'], 1n],
    ['a negative tie', 'EUR', -1n, 1, ['2024-04-01', '2024-04-16'], ['2024-04-01', '2024-05-01'], -1n],
  ])('for %s', (_name, currency, price, quantity, part, whole, expected) => {
    const share = dayShare(span(...part), span(...whole))
    expect(chargeFor(money(price, currency), quantity, share)).toEqual(money(expected, currency))
  })

  it.each<[string, bigint, bigint]>([
    ['2.25', 6_422n, 14_450n],
    ['0.5', 1n, 1n],
    ['0.49', 1n, 0n],
    ['1.5', -1n, -2n],
    ['0', 6_422n, 0n],
  ])('D10: for a quantity of %s is rounded once', (quantity, price, expected) => {
    expect(chargeFor(money(price, 'EUR'), quantity).amount).toBe(expected)
  })

  it('D5: of a plan that restarts without proration is the price', () => {
    expect(chargeFor(money(2_000n, 'EUR'), 1, wholePeriod)).toEqual(money(2_000n, 'EUR'))
  })

  it('explains itself by days and divisor', () => {
    const quarter = periodContaining(
      localDate('2024-01-01'),
      { unit: 'month', count: 3 },
      localDate('2024-05-20'),
    )
    expect(dayShare(span('2024-05-20', '2024-06-21'), quarter)).toEqual({ days: 32, divisor: 91 })
  })

  it.each([
    ['2024-03-31', '2024-04-02'],
    ['2024-04-30', '2024-05-02'],
    ['2024-06-01', '2024-06-02'],
    ['2024-04-05', '2024-04-04'],
  ])('refuses a part from %s to %s that is not in April', (start, end) => {
    expect(() => dayShare(span(start, end), span('2024-04-01', '2024-05-01'))).toThrow(RangeError)
  })

  it('of the parts of a period is within half a unit per part of the price', () => {
    const anchors = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(localDate('2000-01-01'), days))
    const units = fc.constantFrom<Interval['unit']>('day', 'week', 'month', 'year')
    const interval = fc.record<Interval>({ unit: units, count: fc.integer({ min: 1, max: 36 }) })
    fc.assert(
      fc.property(
        anchors,
        interval,
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.nat(9_999),
        (anchor, every, price, cut) => {
          const whole = { start: anchor, end: boundary(anchor, every, 1) }
          const middle = addDays(anchor, cut % daysOf(whole))
          const parts = [
            { ...whole, end: middle },
            { ...whole, start: middle },
          ]
          const [first, second] = parts.map((part) =>
            chargeFor(money(price, 'EUR'), 1, dayShare(part, whole)),
          )
          const difference = (first?.amount ?? 0n) + (second?.amount ?? 0n) - price
          expect(difference <= 1n && difference >= -1n).toBe(true)
        },
      ),
    )
  })
})

describe('The credit for unused days', () => {
  const june = span('2026-06-01', '2026-07-01')
  const charged = (amount: bigint, discount = 0n, period = june) => ({
    period,
    amount: money(amount, 'EUR'),
    discount: money(discount, 'EUR'),
  })

  it.each<[string, bigint, bigint, string, bigint, bigint]>([
    ['everything on the first day', 5_000n, 0n, '2026-06-01', -5_000n, 0n],
    ['half', 5_000n, 0n, '2026-06-16', -2_500n, 0n],
    ['the last day', 5_000n, 0n, '2026-06-30', -167n, 0n],
    ['nothing at the end', 5_000n, 0n, '2026-07-01', 0n, 0n],
    ['at most what was paid', 5_000n, 1_000n, '2026-06-01', -4_000n, 1_000n],
    ['half of what was paid', 5_000n, 1_000n, '2026-06-16', -2_000n, 500n],
    ['nothing of a free period', 5_000n, 5_000n, '2026-06-16', 0n, 2_500n],
    ['zero of zero', 0n, 0n, '2026-06-16', 0n, 0n],
  ])('is %s', (_name, amount, discount, from, credit, returned) => {
    expect(creditUnused(charged(amount, discount), localDate(from))).toMatchObject({
      credit: money(credit, 'EUR'),
      discountReturned: money(returned, 'EUR'),
    })
  })

  it('is refused for a day outside the charged period', () => {
    expect(() => creditUnused(charged(5_000n), localDate('2026-05-31'))).toThrow(RangeError)
    expect(() => creditUnused(charged(5_000n), localDate('2026-07-02'))).toThrow(RangeError)
  })

  it('of a second change counts only the days that were charged by the first', () => {
    const rest = span('2026-06-11', '2026-07-01')
    expect(creditUnused(charged(2_000n, 0n, rest), localDate('2026-06-21')).credit).toEqual(
      money(-1_000n, 'EUR'),
    )
  })

  it('and the discount sum to the credit of the amount, and the credit is at most what was paid (R4)', () => {
    const amounts = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.nat(100), fc.nat(30))
    fc.assert(
      fc.property(amounts, ([amount, percent, day]) => {
        const paid = charged(amount, (amount * BigInt(percent)) / 100n)
        const { credit, discountReturned, share } = creditUnused(paid, addDays(june.start, day))
        expect(-credit.amount >= 0n && -credit.amount <= subtract(paid.amount, paid.discount).amount).toBe(
          true,
        )
        expect(discountReturned.amount >= 0n && discountReturned.amount <= paid.discount.amount).toBe(true)
        expect(add(negate(credit), discountReturned)).toEqual(chargeFor(paid.amount, 1, share))
      }),
    )
  })
})

describe('A change of price', () => {
  it('on the day of a boundary belongs to the new period', () => {
    const parts = tile(localDate('2026-01-31'), month, span('2026-02-28', '2026-03-31'))
    expect(parts.map(({ part }) => part)).toEqual([span('2026-02-28', '2026-03-31')])
  })
})
