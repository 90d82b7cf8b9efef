import { describe, expect, it } from 'vitest'
import { largestAmount } from '#contracts/money/schemas.ts'
import { money } from '#server/platform/money/index.ts'
import { day, eur, factsOf, priceOf, text, withPrices } from '#testing/billing/facts.ts'
import { costOf, Replay } from '#testing/billing/replay.ts'
import { creditNoteOf } from './credit-invoice.ts'
import type {
  Action,
  CouponFacts,
  Facts,
  InvoiceFacts,
  PlannedDocument,
  PriceFacts,
  TaxRate,
} from './index.ts'

const subscriptionId = '1:subscription'
const yearlyInterval = { unit: 'year', count: 1 } as const
const yearly = priceOf('120.00', { priceId: 'yearly', interval: yearlyInterval })
const monthly = priceOf('10.00', { priceId: 'monthly' })

const coupon = (given: Partial<CouponFacts>): CouponFacts => ({
  couponId: 'coupon',
  code: 'CODE',
  value: { percentPpm: 1_000_000 },
  scope: 'recurring',
  productIds: null,
  durationPeriods: null,
  ...given,
})

function started(price: PriceFacts, startOn: string, given: object = {}, facts: Partial<Facts> = {}): Replay {
  const coupons = 'coupon' in given && given.coupon ? [given.coupon as CouponFacts] : []
  const replay = new Replay(factsOf(startOn, { ...withPrices(price, monthly, yearly), ...facts }), coupons)
  replay.run({
    kind: 'start',
    items: [{ priceId: price.priceId, quantity: 1 }],
    startOn: day(startOn),
    trialEndsOn: null,
    coupon: null,
    provision: 'none',
    ...given,
  })
  return replay
}

const cancel = (at: 'now' | 'period-end'): Action => ({ kind: 'cancel', subscriptionId, at, reason: '' })
const change = (priceId: string, at: 'now' | 'renewal' = 'now'): Action => ({
  kind: 'change-items',
  subscriptionId,
  priceId,
  at,
})
const totals = (documents: readonly PlannedDocument[]) => documents.map(({ total }) => text(total))
const renew = (replay: Replay, ...dates: string[]) =>
  totals(dates.flatMap((date) => replay.run({ kind: 'renew' }, day(date)).documents))

const rate = (id: string, given: Partial<TaxRate>): TaxRate => ({
  id,
  country: 'DE',
  region: null,
  postcodePrefix: null,
  category: 'standard',
  name: 'VAT',
  ratePpm: 190_000,
  validFrom: day('2007-01-01'),
  validUntil: null,
  ...given,
})

describe('A change of a plan', () => {
  // The company moved to a time zone further west.
  it('on a day before the plan begins counts from its first day', () => {
    const replay = started(priceOf('31.00'), '2026-03-01')
    const plan = replay.preview(change('monthly'), day('2026-02-28'))
    expect(plan.items[0]).toMatchObject({ fromOn: '2026-03-01' })
    expect(plan.endedItems).toMatchObject([{ untilOn: '2026-03-01' }])
    expect(totals(plan.documents)).toEqual(['31.00', '10.00'])
  })
})

describe('A cancellation', () => {
  it('at the end of the period ignores what a change has credited', () => {
    const replay = started(yearly, '2026-01-01')
    replay.run(change('monthly'), day('2026-03-10'))
    const [changed] = replay.run(cancel('period-end'), day('2026-03-15')).subscriptions
    expect(changed?.cancelOn).toBe('2026-04-10')
  })

  it('now bills the days that no run has billed, also after more periods than a run bills', () => {
    const replay = started(priceOf('28.00'), '2026-01-01')
    const plan = replay.preview(cancel('now'), day('2026-02-10'))
    expect(totals(plan.documents)).toEqual(['9.00'])
    expect(plan.subscriptions[0]).toMatchObject({ billedThrough: '2026-02-10', nextBillOn: null })
    expect(totals(replay.preview(cancel('now'), day('2026-06-01')).documents)).toHaveLength(4)
  })

  it.each([
    ['of the line', { creditedNet: eur('15.50') }, '8.00'],
    ['of an amount', { creditedTogether: { credited: eur('31.00'), ofNet: eur('62.00') } }, '8.00'],
    [
      'of both',
      { creditedNet: eur('15.50'), creditedTogether: { credited: eur('31.00'), ofNet: eur('62.00') } },
      '0.00',
    ],
    ['of nothing', {}, '16.00'],
  ])('credits the part that an earlier credit %s has left', (_name, credited, expected) => {
    const replay = started(priceOf('31.00'), '2026-01-01')
    const subscriptions = replay.facts.subscriptions.map((each) => ({
      ...each,
      charges: each.charges.map((charge) => ({ ...charge, ...credited })),
    }))
    replay.facts = { ...replay.facts, subscriptions }
    expect(text(costOf(replay.preview(cancel('now'), day('2026-01-16'))))).toBe(
      expected === '0.00' ? expected : `-${expected}`,
    )
  })

  it('is refused if no invoice has room for its credit', () => {
    const replay = started(priceOf('31.00'), '2026-01-01')
    const invoices = [...replay.facts.invoices].map(([id, invoice]): [string, InvoiceFacts] => [
      id,
      { ...invoice, taxes: invoice.taxes.map((tax) => ({ ...tax, creditedBase: tax.base })) },
    ])
    replay.facts = { ...replay.facts, invoices: new Map(invoices) }
    expect(() => replay.preview(cancel('now'), day('2026-01-16'))).toThrow('no room for 1600 minor units')
  })

  it('credits a line without tax under the country of its invoice', () => {
    const checked = { taxId: 'X1', result: 'valid', checkedOn: day('2026-01-01') } as const
    const facts = factsOf('2026-01-01')
    const customer = { ...facts.customer, country: 'FR', postcode: '75001', taxId: 'X1', taxIdCheck: checked }
    const price = priceOf('365.00', { priceId: 'year', interval: yearlyInterval })
    const larger = priceOf('730.00', { priceId: 'larger', interval: yearlyInterval })
    const replay = started(
      price,
      '2026-01-01',
      {},
      {
        ...withPrices(price, larger),
        customer,
        taxRates: [rate('de', {})],
      },
    )
    replay.facts = { ...replay.facts, customer: { ...customer, country: 'BE', postcode: '1000' } }
    const plan = replay.preview(cancel('now'), day('2026-01-11'))
    expect(text(costOf(plan))).toBe('-355.00')
    expect(plan.documents[0]?.taxes.map(({ key }) => key)).toEqual(['FR/standard/reverse-charge'])
    const changed = replay.preview(change('larger'), day('2026-01-11'))
    expect(changed.documents.map(({ kind, taxes }) => [kind, taxes[0]?.key])).toEqual([
      ['credit-note', 'FR/standard/reverse-charge'],
      ['invoice', 'BE/standard/reverse-charge'],
    ])
  })
})

describe('A change', () => {
  it('of the interval in a trial begins the new periods at its end', () => {
    const replay = started(monthly, '2026-01-01', { trialEndsOn: day('2026-01-15') })
    replay.run(change('yearly'), day('2026-01-05'))
    expect(renew(replay, '2026-01-15')).toEqual(['120.00'])
    expect(replay.documents[0]?.lines[0]?.period).toEqual({ start: '2026-01-15', end: '2027-01-15' })
  })

  it.each([
    ['of the quantity', { priceId: 'monthly', quantity: 2 }, '10.00', '2026-02-15', '20.00'],
    ['of the price', { priceId: 'larger' }, '5.00', '2026-02-15', '15.00'],
    ['of the interval', { priceId: 'yearly' }, '110.00', '2027-01-15', '120.00'],
  ])('%s in a trial whose first period is billed ahead charges no day of the trial', (_name, changed, cost, end, renewal) => {
    const larger = priceOf('15.00', { priceId: 'larger' })
    const trial = { trialEndsOn: day('2026-01-15') }
    const ahead = { ...withPrices(monthly, larger, yearly), invoiceDaysAhead: 7 }
    const replay = started(monthly, '2026-01-01', trial, ahead)
    expect(renew(replay, '2026-01-08')).toEqual(['10.00'])
    const plan = replay.run(
      { kind: 'change-items', subscriptionId, at: 'now', ...changed },
      day('2026-01-10'),
    )
    expect(text(costOf(plan))).toBe(cost)
    expect(replay.documents.at(-1)?.lines.at(-1)?.period).toEqual({ start: '2026-01-15', end })
    expect(renew(replay, end)).toEqual([renewal])
  })

  it('of the interval leaves a coupon the periods that it has not reduced', () => {
    const three = coupon({ durationPeriods: 3 })
    const replay = started(monthly, '2026-01-01', { coupon: three })
    renew(replay, '2026-02-01')
    const plan = replay.run(change('yearly'), day('2026-02-10'))
    expect(plan.couponMove).toMatchObject({ fromOn: '2026-02-10', durationPeriods: 1 })
    expect(text(costOf(plan))).toBe('0.00')
    expect(renew(replay, '2027-02-10', '2028-02-10')).toEqual(['120.00', '120.00'])
  })

  it('of the interval on the first day of a period does not use it up', () => {
    const three = coupon({ durationPeriods: 3 })
    const replay = started(monthly, '2026-01-01', { coupon: three })
    expect(replay.preview(change('yearly')).couponMove?.durationPeriods).toBe(3)
    expect(replay.preview(change('yearly', 'renewal')).couponMove?.durationPeriods).toBe(2)
  })

  it('of the interval takes a fixed discount off the new period', () => {
    const fixed = coupon({ value: { amount: eur('10.00') } })
    const replay = started(priceOf('20.00'), '2026-01-01', { coupon: fixed })
    renew(replay, '2026-02-01', '2026-03-01')
    const plan = replay.run(change('yearly'), day('2026-03-10'))
    const charge = plan.documents
      .flatMap(({ lines }) => lines)
      .find((line) => line.charge?.kind === 'recurring')
    expect(charge && text(charge.discount)).toBe('10.00')
  })

  it('to another tax is a credit note and an invoice, so that no group of an invoice is negative', () => {
    const rates = [
      rate('old', { validUntil: day('2026-01-10') }),
      rate('new', { ratePpm: 210_000, validFrom: day('2026-01-10') }),
    ]
    const larger = priceOf('62.00', { priceId: 'larger' })
    const small = priceOf('31.00')
    const replay = started(small, '2026-01-01', {}, { ...withPrices(small, larger), taxRates: rates })
    const plan = replay.run(change('larger'), day('2026-01-21'))
    expect(plan.documents.map(({ kind, net, tax }) => [kind, text(net), text(tax)])).toEqual([
      ['credit-note', '11.00', '2.09'],
      ['invoice', '22.00', '4.62'],
    ])
    expect(text(costOf(replay.run(cancel('now'), day('2026-01-21'))))).toBe('-26.62')
  })
})

describe('The tax date', () => {
  it('is the first charged day, not the start of a period before it', () => {
    const taxRates = [
      rate('old', { validUntil: day('2026-03-10') }),
      rate('new', { ratePpm: 210_000, validFrom: day('2026-03-10') }),
    ]
    const replay = started(priceOf('31.00'), '2026-03-20', { anchorDay: 1 }, { taxRates })
    expect(replay.documents[0]).toMatchObject({ net: eur('12.00'), tax: eur('2.52') })
  })
})

describe('An activation', () => {
  const activate: Action = { kind: 'activate', subscriptionId }
  const waiting = (given: object = {}) =>
    started(monthly, '2026-01-01', { provision: 'after-payment', ...given })

  it.each(['2026-01-03', '2026-03-20'])('on %s leaves a coupon all its periods', (paidOn) => {
    const quarter = coupon({ value: { percentPpm: 250_000 }, durationPeriods: 3 })
    const replay = waiting({ coupon: quarter })
    replay.run(activate, day(paidOn))
    let { nextBillOn } = replay.facts.subscriptions[0] ?? {}
    const renewed: string[] = []
    while (renewed.length < 3 && nextBillOn) {
      renewed.push(...renew(replay, nextBillOn))
      nextBillOn = replay.facts.subscriptions[0]?.nextBillOn
    }
    expect([...totals(replay.documents.slice(0, 1)), ...renewed]).toEqual(['7.50', '7.50', '7.50', '10.00'])
  })

  it.each([
    ['2026-01-05', '2026-03-01', '2026-04-01'],
    ['2026-03-20', '2026-03-20', '2026-04-20'],
  ])('on %s begins on the agreed day, or later', (paidOn, startOn, nextBillOn) => {
    const replay = waiting({ startOn: day('2026-03-01') })
    replay.run(activate, day(paidOn))
    expect(replay.facts.subscriptions[0]).toMatchObject({ startOn, anchorOn: startOn, nextBillOn })
    expect(replay.facts.subscriptions[0]?.items).toMatchObject([{ fromOn: startOn }])
  })

  it('of a cancelled subscription ends it with the paid period', () => {
    const replay = waiting()
    const subscriptions = replay.facts.subscriptions.map((each) => ({ ...each, cancelOn: day('2026-02-02') }))
    replay.facts = { ...replay.facts, subscriptions }
    replay.run(activate, day('2026-01-20'))
    expect(replay.facts.subscriptions[0]).toMatchObject({
      startOn: '2026-01-20',
      billedThrough: '2026-02-20',
      cancelOn: '2026-02-20',
      nextBillOn: null,
    })
  })
})

describe('An amount beyond 2^53', () => {
  const huge = priceOf('0.00', { priceId: 'huge', amount: money(largestAmount, 'EUR') })
  const half = priceOf('0.00', { priceId: 'half', amount: money(largestAmount / 2n + 1n, 'EUR') })
  const start = (priceId: string, quantity: number, given: object = {}) =>
    new Replay(factsOf('2026-01-01', { ...withPrices(huge, half), taxRates: [rate('de', {})] })).preview({
      kind: 'start',
      items: [{ priceId, quantity }],
      startOn: day('2026-01-01'),
      trialEndsOn: null,
      coupon: null,
      provision: 'none',
      ...given,
    })

  it('is refused, also before it is billed', () => {
    const refusal = { code: 'invalid-body', field: 'quantity' }
    expect(() => start('huge', 2)).toThrow(expect.objectContaining(refusal))
    expect(() => start('huge', 2, { trialEndsOn: day('2026-02-01') })).toThrow(
      expect.objectContaining(refusal),
    )
    // The tax.
    expect(() => start('huge', 1)).toThrow(expect.objectContaining(refusal))
    expect(totals(start('half', 1).documents)).toHaveLength(1)
  })
})

describe('A credit note', () => {
  const facts = factsOf('2026-01-01')
  const group = (key: string, base: string): InvoiceFacts['taxes'][number] => ({
    key,
    country: 'DE',
    region: '',
    category: key,
    treatment: 'standard',
    name: 'VAT',
    ratePpm: 0,
    taxableSharePpm: null,
    base: eur(base),
    amount: eur('0.00'),
    creditedBase: eur('0.00'),
    creditedTax: eur('0.00'),
  })
  const invoice = (given: Partial<InvoiceFacts>): InvoiceFacts => ({
    documentId: 'invoice',
    number: 'INV-1',
    status: 'open',
    dueOn: day('2026-01-15'),
    issuedOn: day('2026-01-01'),
    seriesNumber: 1,
    total: eur('100.00'),
    credited: eur('0.00'),
    due: eur('100.00'),
    lines: [
      {
        lineId: 'line',
        description: 'Plan',
        productId: null,
        subscriptionId: null,
        period: null,
        taxCategory: 'a',
        net: eur('100.00'),
        creditedNet: eur('0.00'),
        taxKeys: ['a'],
      },
    ],
    taxes: [group('a', '100.00')],
    ...given,
  })

  it('of an invoice with a negative group is at most the rest of the invoice', () => {
    const given = invoice({
      total: eur('50.00'),
      credited: eur('20.00'),
      taxes: [group('a', '150.00'), group('b', '-100.00')],
    })
    const note = (amount: string) =>
      creditNoteOf(
        facts,
        given,
        'new:document:0',
        [
          {
            description: 'Plan',
            amount: eur(amount),
            isGross: false,
            taxKeys: ['a'],
            category: 'a',
            productId: null,
            subscription: null,
            period: null,
            explanation: null,
            creditedLineId: null,
            charge: null,
          },
        ],
        'Test',
      )
    expect(text(note('30.00').total)).toBe('30.00')
    expect(() => note('30.01')).toThrow(expect.objectContaining({ code: 'already-credited' }))
  })

  it('cannot void an invoice whose earlier credit was used elsewhere', () => {
    const given = invoice({
      credited: eur('30.00'),
      taxes: [{ ...group('a', '100.00'), creditedBase: eur('30.00') }],
    })
    const open = {
      documentId: 'invoice',
      dueOn: day('2026-01-15'),
      issuedOn: day('2026-01-01'),
      seriesNumber: 1,
      number: 'INV-1',
      due: eur('100.00'),
      total: eur('100.00'),
    }
    const replay = new Replay(
      factsOf('2026-01-20', { invoices: new Map([['invoice', given]]), openInvoices: [open] }),
    )
    expect(() => replay.preview({ kind: 'void', invoiceId: 'invoice', reason: 'Wrong' })).toThrow(
      expect.objectContaining({ code: 'wrong-state' }),
    )
  })
})
