import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ofMillion } from '#server/platform/money/arithmetic/index.ts'
import { add, type Currency, type Money, money, zero } from '#server/platform/money/index.ts'
import {
  type CreditableGroup,
  CreditExceedsInvoice,
  creditGross,
  creditNet,
  creditUpTo,
  effectiveRate,
  type NetAndTax,
  taxDocument,
} from './index.ts'

const euro = (amount: bigint) => money(amount, 'EUR')
const nothing = { net: euro(0n), tax: euro(0n) }
const group = (
  net: bigint,
  tax: bigint,
  ratePpm: number,
  credited: NetAndTax = nothing,
): CreditableGroup => ({
  net: euro(net),
  tax: euro(tax),
  rate: ofMillion(ratePpm),
  credited,
})

type Credit = (group: CreditableGroup, amount: Money) => NetAndTax

/** Credits amounts one after the other, each in a credit note of its own. */
function inTurn(whole: CreditableGroup, amounts: readonly bigint[], credit: Credit): NetAndTax[] {
  const notes: NetAndTax[] = []
  let { credited } = whole
  for (const amount of amounts) {
    const note = credit({ ...whole, credited }, money(amount, whole.net.currency))
    notes.push(note)
    credited = { net: add(credited.net, note.net), tax: add(credited.tax, note.tax) }
  }
  return notes
}

const grossOf = (notes: readonly NetAndTax[]) => notes.map(({ net, tax }) => net.amount + tax.amount)

describe('Credit notes', () => {
  it.each<[string, CreditableGroup, bigint[], bigint[]]>([
    [
      'D7: four lines at 20%',
      group(27_916n, 5_583n, 200_000),
      [6_833n, 5_750n, 8_500n, 6_833n],
      [8_200n, 6_900n, 10_200n, 8_199n],
    ],
    [
      'the same in another order',
      group(27_916n, 5_583n, 200_000),
      [8_500n, 6_833n, 6_833n, 5_750n],
      [10_200n, 8_200n, 8_199n, 6_900n],
    ],
    ['the whole at once', group(27_916n, 5_583n, 200_000), [27_916n], [33_499n]],
    ['cents at 9.975%', group(5n, 0n, 99_750), [1n, 1n, 1n, 1n, 1n], [1n, 1n, 1n, 1n, 1n]],
    ['three thirds at 19%', group(300n, 57n, 190_000), [100n, 100n, 100n], [119n, 119n, 119n]],
    ['ties at 5%', group(30n, 2n, 50_000), [10n, 10n, 10n], [11n, 10n, 11n]],
    ['without tax', group(1_000n, 0n, 0), [400n, 600n], [400n, 600n]],
    ['zero, then the whole', group(1_000n, 190n, 190_000), [0n, 1_000n], [0n, 1_190n]],
    [
      'of a negative invoice',
      group(-27_916n, -5_583n, 200_000),
      [-6_833n, -5_750n, -8_500n, -6_833n],
      [-8_200n, -6_900n, -10_200n, -8_199n],
    ],
    ['of nothing', group(0n, 0n, 190_000), [0n], [0n]],
  ])('sum to their invoice: %s', (_name, whole, amounts, expected) => {
    const notes = inTurn(whole, amounts, creditNet)
    expect(grossOf(notes)).toEqual(expected)
    expect(notes.reduce((sum, { net }) => sum + net.amount, 0n)).toBe(whole.net.amount)
    expect(notes.reduce((sum, { tax }) => sum + tax.amount, 0n)).toBe(whole.tax.amount)
  })

  it('of gross amounts return exactly these amounts', () => {
    const whole = group(29_739n, 5_651n, 190_000)
    const notes = inTurn(whole, [1_390n, 34_000n], creditGross)
    expect(grossOf(notes)).toEqual([1_390n, 34_000n])
    expect(notes).toEqual([
      { net: euro(1_168n), tax: euro(222n) },
      { net: euro(28_571n), tax: euro(5_429n) },
    ])
  })

  it.each<[string, bigint, Credit]>([
    ['more net than the invoice has', 1_001n, creditNet],
    ['more gross than the invoice has', 1_191n, creditGross],
    ['a negative net amount', -1n, creditNet],
    ['a negative gross amount', -1n, creditGross],
  ])('are refused for %s', (_name, amount, credit) => {
    expect(() => credit(group(1_000n, 190n, 190_000), euro(amount))).toThrow(CreditExceedsInvoice)
  })

  it('are refused when everything is credited', () => {
    const done = group(1_000n, 190n, 190_000, { net: euro(1_000n), tax: euro(190n) })
    expect(() => creditNet(done, euro(1n))).toThrow(CreditExceedsInvoice)
    expect(creditNet(done, euro(0n))).toEqual(nothing)
  })

  it('are refused in another currency', () => {
    expect(() => creditNet(group(1_000n, 190n, 190_000), money(1n, 'USD'))).toThrow(RangeError)
  })

  const currency = fc.constantFrom<Currency>('EUR', 'JPY', 'KWD')
  const ppm = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(99_750, 190_000, 255_000))

  it('of all lines, in any order, equal the invoice (R9)', () => {
    const lines = fc.array(fc.bigInt({ min: 0n, max: 10n ** 8n }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(lines, ppm, currency, fc.infiniteStream(fc.nat()), (amounts, ratePpm, code, order) => {
        const applied = { rateId: 'a', name: 'VAT', country: 'DE', region: null, ratePpm }
        const { groups } = taxDocument(
          amounts.map((amount) => ({
            amount: money(amount, code),
            category: 'standard',
            treatment: 'standard',
            rates: [applied],
            taxIncluded: false,
          })),
          code,
        )
        const [taxed] = groups
        if (taxed === undefined) throw new Error('A document with lines has a group.')
        const whole = {
          ...taxed,
          rate: effectiveRate(applied),
          credited: { net: zero(code), tax: zero(code) },
        }
        const shuffled = amounts
          .map((amount) => ({ amount, rank: order.next().value }))
          .toSorted((left, right) => left.rank - right.rank)
          .map(({ amount }) => amount)
        const notes = inTurn(whole, shuffled, creditNet)
        expect(notes.reduce((sum, { net }) => sum + net.amount, 0n)).toBe(whole.net.amount)
        expect(notes.reduce((sum, { tax }) => sum + tax.amount, 0n)).toBe(whole.tax.amount)
        expect(notes.every(({ tax }) => tax.amount >= 0n)).toBe(true)
      }),
    )
  })

  it('of net and gross amounts in any mixture never exceed the invoice, and the last takes the rest', () => {
    const parts = fc.array(fc.tuple(fc.boolean(), fc.nat(1_000)), { maxLength: 12 })
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 8n }), ppm, parts, (net, ratePpm, each) => {
        const taxed = (net * BigInt(ratePpm) * 2n + 1_000_000n) / 2_000_000n
        const whole = group(net, taxed, ratePpm)
        let credited: NetAndTax = nothing
        for (const [isGross, share] of each) {
          const restNet = net - credited.net.amount
          const rest = isGross ? restNet + taxed - credited.tax.amount : restNet
          const credit = isGross ? creditGross : creditNet
          const note = credit({ ...whole, credited }, euro((rest * BigInt(share)) / 1_000n))
          expect(note.net.amount >= 0n && note.tax.amount >= 0n).toBe(true)
          credited = { net: add(credited.net, note.net), tax: add(credited.tax, note.tax) }
          expect(credited.net.amount <= net && credited.tax.amount <= taxed).toBe(true)
        }
        const last = creditGross(
          { ...whole, credited },
          euro(net + taxed - credited.net.amount - credited.tax.amount),
        )
        expect([credited.net.amount + last.net.amount, credited.tax.amount + last.tax.amount]).toEqual([
          net,
          taxed,
        ])
      }),
    )
  })
})

describe('The tax of a refund', () => {
  it.each<[string, bigint, bigint, bigint]>([
    ['D18: 15.00 of an order of 12.50 and an old debt', 1_500n, 250n, 250n],
    ['exactly the order', 1_250n, 250n, 0n],
    ['half of the order', 625n, 125n, 0n],
    ['nothing', 0n, 0n, 0n],
  ])('is never more than the tax: %s', (_name, refund, tax, left) => {
    const result = creditUpTo(group(1_000n, 250n, 250_000), euro(refund))
    expect([result.tax.amount, result.left.amount]).toEqual([tax, left])
  })

  it('counts what earlier refunds gave back', () => {
    const credited = { net: euro(500n), tax: euro(125n) }
    const result = creditUpTo(group(1_000n, 250n, 250_000, credited), euro(1_500n))
    expect([result.net.amount, result.tax.amount, result.left.amount]).toEqual([500n, 125n, 875n])
  })
})
