import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, type Currency, money, sum } from '#server/platform/money/index.ts'
import { type AppliedRate, discountLines, type TaxableLine, type Treatment, taxDocument } from './index.ts'

const rate = (ratePpm: number, name = 'VAT', taxableSharePpm?: number): AppliedRate => ({
  rateId: `${name}-${ratePpm}`,
  name,
  country: 'DE',
  region: null,
  ratePpm,
  ...(taxableSharePpm === undefined ? {} : { taxableSharePpm }),
})

const line = (
  amount: bigint,
  rates: readonly AppliedRate[],
  taxIncluded = false,
  more: Partial<TaxableLine> = {},
): TaxableLine => ({
  amount: money(amount, 'EUR'),
  category: 'standard',
  treatment: 'standard',
  rates,
  taxIncluded,
  ...more,
})

const numbers = (lines: readonly TaxableLine[], currency: Currency = 'EUR') => {
  const { net, tax, total, groups, lines: taxed } = taxDocument(lines, currency)
  return {
    net: net.amount,
    tax: tax.amount,
    total: total.amount,
    taxes: groups.map((group) => group.tax.amount),
    nets: taxed.map((each) => each.net.amount),
  }
}

describe('Tax on top of the price', () => {
  it.each<[string, bigint[], AppliedRate[], bigint[], bigint]>([
    [
      'D6: 5% and 9.975% of 140.00',
      [14_000n],
      [rate(50_000, 'GST'), rate(99_750, 'QST')],
      [700n, 1_397n],
      16_097n,
    ],
    ['D7: 20% of four lines', [6_833n, 6_833n, 5_750n, 8_500n], [rate(200_000)], [5_583n], 33_499n],
    ['9.975% of 20.00, a tie', [2_000n], [rate(99_750)], [200n], 2_200n],
    ['9.975% of 0.01', [1n], [rate(99_750)], [0n], 1n],
    ['a tie at 5%', [10n], [rate(50_000)], [1n], 11n],
    ['a tie below zero', [-10n], [rate(50_000)], [-1n], -11n],
    ['once per group, not per line', [3n, 3n, 3n], [rate(190_000)], [2n], 11n],
    ['a line that is taken back', [10_000n, -10_000n], [rate(190_000)], [0n], 0n],
    ['zero', [0n], [rate(190_000)], [0n], 0n],
    ['a rate of zero', [10_000n], [rate(0)], [0n], 10_000n],
    ['no lines', [], [rate(190_000)], [], 0n],
    ['Texas: 8.25% of 80% of 100.00', [10_000n], [rate(82_500, 'Sales tax', 800_000)], [660n], 10_660n],
    ['D33: 19% of 100.00', [10_000n], [rate(190_000)], [1_900n], 11_900n],
    ['21% of 100.00', [10_000n], [rate(210_000)], [2_100n], 12_100n],
    ['25.5% of 19.99', [1_999n], [rate(255_000)], [510n], 2_509n],
  ])('is right: %s', (_name, amounts, rates, taxes, total) => {
    const result = numbers(amounts.map((amount) => line(amount, rates)))
    expect([result.taxes, result.total]).toEqual([taxes, total])
    expect(result.nets).toEqual(amounts)
  })

  it('is computed per category, rate and treatment, in the order of the lines', () => {
    const { groups } = taxDocument(
      [
        line(1_000n, [rate(190_000)]),
        line(2_000n, [rate(70_000)]),
        line(3_000n, [rate(190_000)], false, { category: 'domains' }),
        line(4_000n, [], false, { treatment: 'reverse-charge' }),
        line(500n, [rate(190_000)]),
      ],
      'EUR',
    )
    expect(
      groups.map(({ category, treatment, rate: of, net, tax }) => [
        category,
        treatment,
        of?.ratePpm ?? null,
        net.amount,
        tax.amount,
      ]),
    ).toEqual([
      ['standard', 'standard', 190_000, 1_500n, 285n],
      ['standard', 'standard', 70_000, 2_000n, 140n],
      ['domains', 'standard', 190_000, 3_000n, 570n],
      ['standard', 'reverse-charge', null, 4_000n, 0n],
    ])
  })

  it.each<Treatment>([
    'reverse-charge',
    'exempt',
    'out-of-scope',
  ])('is zero for %s, with a group of its own', (treatment) => {
    const { groups, total } = taxDocument([line(1_000n, [], false, { treatment })], 'EUR')
    expect(groups).toEqual([
      { category: 'standard', treatment, rate: null, net: money(1_000n, 'EUR'), tax: money(0n, 'EUR') },
    ])
    expect(total).toEqual(money(1_000n, 'EUR'))
  })

  it.each<[Currency, bigint, bigint]>([
    ['JPY', 80n, 8n],
    ['JPY', 85n, 9n],
    ['KWD', 10_005n, 1_001n],
    ['HUF', 99_995n, 10_000n],
    ['CLF', 5n, 1n],
  ])('is rounded to the minor unit of %s', (currency, amount, tax) => {
    const taxed = numbers([{ ...line(0n, [rate(100_000)]), amount: money(amount, currency) }], currency)
    expect(taxed.tax).toBe(tax)
  })

  it('refuses a line in another currency', () => {
    expect(() => taxDocument([line(1n, []), { ...line(1n, []), amount: money(1n, 'USD') }], 'EUR')).toThrow(
      RangeError,
    )
  })
})

describe('Tax in the price', () => {
  it.each<[string, bigint[], AppliedRate[], bigint[], bigint]>([
    ['D8: 340.00 + 13.90 with 19%', [34_000n, 1_390n], [rate(190_000)], [28_571n, 1_168n], 5_651n],
    ['D9: 40.00 with 10%', [4_000n], [rate(100_000)], [3_636n], 364n],
    ['three equal lines', [1_000n, 1_000n, 1_000n], [rate(190_000)], [841n, 840n, 840n], 479n],
    ['a credit mirrors them', [-1_000n, -1_000n, -1_000n], [rate(190_000)], [-841n, -840n, -840n], -479n],
    ['a line that is taken back', [10_000n, -10_000n], [rate(190_000)], [8_403n, -8_403n], 0n],
    ['one cent', [1n], [rate(200_000)], [1n], 0n],
    ['zero', [0n], [rate(200_000)], [0n], 0n],
    ['two rates of one net', [11_498n], [rate(50_000, 'GST'), rate(99_750, 'QST')], [10_000n], 1_498n],
    ['9.975%', [10_998n], [rate(99_750)], [10_000n], 998n],
    ['no rate', [5_000n], [], [5_000n], 0n],
    ['a rate of zero', [5_000n], [rate(0)], [5_000n], 0n],
  ])('keeps the gross price: %s', (_name, amounts, rates, nets, tax) => {
    const result = numbers(amounts.map((amount) => line(amount, rates, true)))
    expect([result.nets, result.tax]).toEqual([nets, tax])
    expect(result.total).toBe(amounts.reduce((left, right) => left + right, 0n))
  })

  it('D9: takes the discount from the gross price', () => {
    const gross = money(5_000n, 'EUR')
    const coupon = { value: { amount: money(1_000n, 'EUR') }, scope: 'all', productIds: null } as const
    const [discount = money(0n, 'EUR')] = discountLines(
      [{ productId: 'A', kind: 'recurring', amount: gross }],
      [coupon],
      'EUR',
    )
    const result = numbers([line(gross.amount - discount.amount, [rate(100_000)], true)])
    expect([result.total, result.net, result.tax]).toEqual([4_000n, 3_636n, 364n])
  })

  it('D10: leaves nothing of a price with a discount of 100%', () => {
    expect(numbers([line(14_450n - 14_450n, [rate(190_000)], true)])).toMatchObject({
      net: 0n,
      tax: 0n,
      total: 0n,
    })
  })

  it('is shared over several rates by largest remainder', () => {
    expect(numbers([line(11_498n, [rate(50_000, 'GST'), rate(99_750, 'QST')], true)]).taxes).toEqual([
      500n,
      998n,
    ])
  })

  it('shares a group with tax on top of the price, and each part keeps its rule', () => {
    const result = numbers([line(11_900n, [rate(190_000)], true), line(10_000n, [rate(190_000)])])
    expect(result).toEqual({
      net: 20_000n,
      tax: 3_800n,
      total: 23_800n,
      taxes: [3_800n],
      nets: [10_000n, 10_000n],
    })
  })

  const amount = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n })
  const ppm = fc.oneof(
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.constantFrom(50_000, 99_750, 190_000, 255_000),
  )

  it('and the net sum to the gross always, whatever lines, rates and signs', () => {
    const lines = fc.array(
      fc.tuple(amount, fc.array(ppm, { maxLength: 3 }), fc.boolean()).map(([each, rates, included]) =>
        line(
          each,
          rates.map((of, index) => rate(of, `Tax ${index}`)),
          included,
        ),
      ),
      { maxLength: 25 },
    )
    fc.assert(
      fc.property(lines, (each) => {
        const { net, tax, total, groups, lines: taxed } = taxDocument(each, 'EUR')
        expect(total).toEqual(add(net, tax))
        expect(tax).toEqual(
          sum(
            groups.map((group) => group.tax),
            'EUR',
          ),
        )
        expect(net).toEqual(
          sum(
            taxed.map((of) => of.net),
            'EUR',
          ),
        )
        if (each.every(({ taxIncluded }) => taxIncluded))
          expect(total.amount).toBe(each.reduce((left, of) => left + of.amount.amount, 0n))
      }),
    )
  })

  it('equals the oracle, per group', () => {
    Big.DP = 60
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 10 }),
        ppm,
        fc.boolean(),
        (amounts, of, included) => {
          const whole = new Big(amounts.reduce((left, right) => left + right, 0n).toString())
          const factor = new Big(of).div(1_000_000)
          const net = included ? whole.div(factor.plus(1)).round(0, Big.roundHalfUp) : whole
          const tax = included ? whole.minus(net) : whole.times(factor).round(0, Big.roundHalfUp)
          const result = numbers(amounts.map((each) => line(each, [rate(of)], included)))
          expect([result.net, result.tax]).toEqual([BigInt(net.toFixed(0)), BigInt(tax.toFixed(0))])
        },
      ),
    )
  })

  it('of negated lines is the negated tax', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 10 }), ppm, fc.boolean(), (amounts, of, included) => {
        const normal = numbers(amounts.map((each) => line(each, [rate(of)], included)))
        const mirrored = numbers(amounts.map((each) => line(-each, [rate(of)], included)))
        expect(mirrored.nets).toEqual(normal.nets.map((each) => -each))
        expect(mirrored.tax).toBe(-normal.tax)
      }),
    )
  })
})
