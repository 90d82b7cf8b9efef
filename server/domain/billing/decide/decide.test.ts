import { describe, expect, it } from 'vitest'
import { daysBetween } from '#server/platform/calendar/index.ts'
import { money } from '#server/platform/money/index.ts'
import { day, eur, factsOf, priceOf, subscriptionOf, text, withPrices } from '#testing/billing/facts.ts'
import { costOf, Replay } from '#testing/billing/replay.ts'
import type { Action, CouponFacts, Facts, Plan, PriceFacts } from './index.ts'

const startWith = (priceId: string, given: object = {}): Action => ({
  kind: 'start',
  items: [{ priceId, quantity: 1 }],
  startOn: day('2026-01-01'),
  trialEndsOn: null,
  coupon: null,
  provision: 'none',
  ...given,
})

const starting = (price: PriceFacts, startOn: string, given: object = {}, facts: Partial<Facts> = {}) => {
  const replay = new Replay(factsOf(startOn, { ...withPrices(price), ...facts }), [
    ...('coupon' in given && given.coupon ? [given.coupon as CouponFacts] : []),
  ])
  replay.run(startWith(price.priceId, { startOn: day(startOn), ...given }))
  return replay
}

const periodsOf = (plans: readonly Plan[]) =>
  plans.flatMap(({ documents }) =>
    documents.flatMap(({ lines }) =>
      lines.flatMap(({ period }) => (period ? [`${period.start}..${period.end}`] : [])),
    ),
  )

const totals = (plans: readonly Plan[]) =>
  plans.flatMap(({ documents }) => documents.map(({ total }) => text(total)))

/** Runs the renewals on each of the dates. */
const renewing = (replay: Replay, ...dates: string[]) =>
  dates.map((date) => replay.run({ kind: 'renew' }, day(date)))

const coupon = (given: Partial<CouponFacts>): CouponFacts => ({
  couponId: 'coupon',
  code: 'CODE',
  value: { percentPpm: 1_000_000 },
  scope: 'recurring',
  productIds: null,
  durationPeriods: null,
  ...given,
})

describe('Renewals', () => {
  it('D1: from the 31st keep the end of each month', () => {
    const replay = starting(priceOf('10.00'), '2017-01-31')
    renewing(replay, '2017-02-28', '2017-03-31', '2017-04-30')
    expect(periodsOf(replay.plans)).toEqual([
      '2017-01-31..2017-02-28',
      '2017-02-28..2017-03-31',
      '2017-03-31..2017-04-30',
      '2017-04-30..2017-05-31',
    ])
  })

  it('D2: from 29 February keep all years', () => {
    const price = priceOf('10.00', { interval: { unit: 'year', count: 1 } })
    const replay = starting(price, '2024-02-29')
    renewing(replay, '2025-02-28', '2026-02-28', '2027-02-28')
    expect(periodsOf(replay.plans)).toEqual([
      '2024-02-29..2025-02-28',
      '2025-02-28..2026-02-28',
      '2026-02-28..2027-02-28',
      '2027-02-28..2028-02-29',
    ])
    const lengths = replay.documents.map(({ lines: [line] }) =>
      line?.period ? daysBetween(line.period.start, line.period.end) : 0,
    )
    expect(lengths).toEqual([365, 365, 365, 366])
  })

  it('D3: a part of a quarter is charged by the days of that quarter', () => {
    const price = priceOf('910.00', { interval: { unit: 'month', count: 3 } })
    const replay = starting(price, '2024-05-20', { anchorOn: day('2024-04-01') })
    expect(totals(replay.plans)).toEqual(['420.00'])
    const plan = replay.run(
      {
        kind: 'cancel',
        subscriptionId: '1:subscription',
        at: 'now',
        reason: '',
      },
      day('2024-06-21'),
    )
    expect(text(costOf(plan))).toBe('-100.00')
    expect(replay.documents.at(-1)).toMatchObject({ kind: 'credit-note', creditedInvoiceId: '1:document:0' })
  })

  it('are made once: a second run on the same day has nothing to do', () => {
    const replay = starting(priceOf('10.00'), '2026-01-01')
    const [first, second] = renewing(replay, '2026-02-01', '2026-02-01')
    expect(first?.documents).toHaveLength(1)
    expect(second).toMatchObject({ documents: [], subscriptions: [] })
  })

  it('are made days ahead, and due after the payment terms', () => {
    const replay = starting(priceOf('10.00'), '2026-01-01', {}, { invoiceDaysAhead: 7 })
    const [early, due] = renewing(replay, '2026-01-24', '2026-01-25')
    expect(early?.documents).toEqual([])
    expect(due?.documents).toMatchObject([{ issuedOn: '2026-01-25', dueOn: '2026-02-08' }])
    expect(periodsOf(due ? [due] : [])).toEqual(['2026-02-01..2026-03-01'])
  })

  it('bill missed periods in order, dated today, up to the limit', () => {
    const replay = starting(priceOf('10.00'), '2026-01-01')
    expect(() => replay.preview({ kind: 'renew' }, day('2026-05-01'))).toThrow('More than 3 periods')
    const [plan] = renewing(replay, '2026-04-30')
    expect(periodsOf(plan ? [plan] : [])).toEqual([
      '2026-02-01..2026-03-01',
      '2026-03-01..2026-04-01',
      '2026-04-01..2026-05-01',
    ])
    expect(plan?.documents.map(({ issuedOn }) => issuedOn)).toEqual([
      '2026-04-30',
      '2026-04-30',
      '2026-04-30',
    ])
  })

  it('D32: keep the price of the subscription when the product has another one', () => {
    const pinned = priceOf('8.00')
    const facts = factsOf('2026-02-01', {
      ...withPrices(priceOf('10.00')),
      subscriptions: [subscriptionOf(pinned, { anchorOn: '2026-01-01', billedThrough: '2026-02-01' })],
    })
    expect(totals([new Replay(facts).preview({ kind: 'renew' })])).toEqual(['8.00'])
  })

  it('stop at the date of a cancellation', () => {
    const replay = starting(priceOf('31.00'), '2026-01-01')
    replay.run(
      { kind: 'cancel', subscriptionId: '1:subscription', at: 'period-end', reason: '' },
      day('2026-01-10'),
    )
    expect(replay.facts.subscriptions[0]).toMatchObject({ status: 'active', cancelOn: '2026-02-01' })
    const [plan] = renewing(replay, '2026-02-01')
    expect(plan?.documents).toEqual([])
    expect(replay.facts.subscriptions[0]?.status).toBe('ended')
  })
})

describe('The start of a subscription', () => {
  it('D5: of a fresh cycle costs the whole price, in the preview and in the invoice', () => {
    const price = priceOf('20.00')
    const replay = new Replay(factsOf('2026-03-17', withPrices(price)))
    const action = startWith(price.priceId, { startOn: day('2026-03-17') })
    const preview = replay.preview(action)
    const plan = replay.run(action)
    expect(totals([plan])).toEqual(['20.00'])
    expect(plan).toEqual(preview)
  })

  it('D26: books the currency of the customer, and refuses another one', () => {
    const sek = { amount: eur('39.00', 'SEK'), setupFee: money(0n, 'SEK'), priceId: 'sek' }
    const facts = factsOf('2026-01-01', {
      currency: 'SEK',
      ...withPrices(priceOf('0.00', sek), priceOf('3.99', { priceId: 'eur' })),
    })
    expect(new Replay(facts).preview(startWith('sek')).documents[0]?.total).toEqual(eur('39.00', 'SEK'))
    expect(() => new Replay(facts).preview(startWith('eur'))).toThrow('billed in SEK')
    expect(() => new Replay(facts).preview(startWith('none'))).toThrow('no price')
  })

  it('D31: that waits for its payment bills only the period from then', () => {
    const replay = starting(priceOf('10.00'), '2026-01-01', { provision: 'after-payment' })
    expect(replay.facts.subscriptions[0]).toMatchObject({ status: 'pending', nextBillOn: null })
    expect(renewing(replay, '2026-02-01', '2026-03-01').flatMap(({ documents }) => documents)).toEqual([])
    replay.run({ kind: 'activate', subscriptionId: '1:subscription' }, day('2026-03-20'))
    const [early, next] = renewing(replay, '2026-04-19', '2026-04-20')
    expect(early?.documents).toEqual([])
    expect(periodsOf(next ? [next] : [])).toEqual(['2026-04-20..2026-05-20'])
    expect(totals(replay.plans)).toEqual(['10.00', '10.00'])
  })

  it('with a trial is billed from the end of the trial, with its setup fee', () => {
    const price = priceOf('10.00', { setupFee: eur('5.00') })
    const replay = starting(price, '2026-01-01', { trialEndsOn: day('2026-01-15') })
    expect(replay.documents).toEqual([])
    renewing(replay, '2026-01-15', '2026-02-15')
    expect(totals(replay.plans)).toEqual(['15.00', '10.00'])
  })

  it('on another day of the month is charged for the first part by days', () => {
    const replay = starting(priceOf('31.00'), '2026-03-20', { anchorDay: 31 })
    renewing(replay, '2026-03-31', '2026-04-30')
    expect(periodsOf(replay.plans)).toEqual([
      '2026-03-20..2026-03-31',
      '2026-03-31..2026-04-30',
      '2026-04-30..2026-05-31',
    ])
    expect(totals(replay.plans)).toEqual(['11.00', '31.00', '31.00'])
  })
})

describe('Coupons', () => {
  it('D23: waive the setup fee of their own product only', () => {
    const a = priceOf('10.00', { priceId: 'a', productId: 'a', setupFee: eur('5.00') })
    const b = priceOf('10.00', { priceId: 'b', productId: 'b', setupFee: eur('7.00') })
    const plan = new Replay(factsOf('2026-01-01', withPrices(a, b))).preview(
      startWith('a', {
        items: [
          { priceId: 'a', quantity: 1 },
          { priceId: 'b', quantity: 1 },
        ],
        coupon: coupon({ scope: 'setup', productIds: ['a'] }),
      }),
    )
    expect(plan.documents[0]?.lines.map(({ net }) => text(net))).toEqual(['10.00', '0.00', '10.00', '7.00'])
  })

  it('D24: of three periods on an old subscription reduce the next three', () => {
    const spring = coupon({ value: { percentPpm: 250_000 }, durationPeriods: 3 })
    const replay = new Replay(
      factsOf('2026-02-10', {
        subscriptions: [
          subscriptionOf(priceOf('12.00'), { anchorOn: '2025-01-01', billedThrough: '2026-03-01' }),
        ],
      }),
      [spring],
    )
    replay.run({ kind: 'redeem', subscriptionId: 'subscription', coupon: spring })
    renewing(replay, '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01')
    expect(totals(replay.plans)).toEqual(['9.00', '9.00', '9.00', '12.00'])
  })

  it('D4: of a fixed amount are used once in a period, whatever the number of changes', () => {
    const fixed = coupon({ value: { amount: eur('10.00') } })
    const seat = priceOf('10.00')
    const replay = starting(seat, '2026-01-01', {
      coupon: fixed,
      items: [{ priceId: seat.priceId, quantity: 5 }],
    })
    const change = (quantity: number, date = '2026-01-01') =>
      text(
        costOf(
          replay.run(
            { kind: 'change-items', subscriptionId: '1:subscription', quantity, at: 'now' },
            day(date),
          ),
        ),
      )
    expect(totals(replay.plans)).toEqual(['40.00'])
    expect([change(10), change(5), change(10)]).toEqual(['50.00', '-50.00', '50.00'])
    const [next] = renewing(replay, '2026-02-01')
    expect(totals(next ? [next] : [])).toEqual(['90.00'])
  })
})

describe('A change', () => {
  const small = priceOf('31.00', { priceId: 'small' })
  const large = priceOf('62.00', { priceId: 'large' })
  const both = withPrices(small, large)
  const change = (given: object): Action => ({
    kind: 'change-items',
    subscriptionId: '1:subscription',
    at: 'now',
    ...given,
  })

  it('to a higher price is one invoice: a credit of the old and a charge of the new, by days', () => {
    const replay = starting(small, '2026-01-01', {}, both)
    const plan = replay.run(change({ priceId: 'large' }), day('2026-01-21'))
    expect(plan.documents).toHaveLength(1)
    expect(
      plan.documents[0]?.lines.map(({ net, period, explanation }) => [text(net), period?.start, explanation]),
    ).toEqual([
      ['-11.00', '2026-01-21', '11 of 31 days'],
      ['22.00', '2026-01-21', '11 of 31 days'],
    ])
    const [next] = renewing(replay, '2026-02-01')
    expect(totals(next ? [next] : [])).toEqual(['62.00'])
  })

  it('to a lower price is a credit note for the old and an invoice for the new', () => {
    const replay = starting(large, '2026-01-01', {}, both)
    const plan = replay.run(change({ priceId: 'small' }), day('2026-01-21'))
    expect(plan.documents.map(({ kind, total }) => [kind, text(total)])).toEqual([
      ['credit-note', '22.00'],
      ['invoice', '11.00'],
    ])
    expect(plan.documents[1]).toMatchObject({ status: 'paid', amountDue: { amount: 0n } })
    expect(plan.documents[0]?.unallocated).toEqual(eur('11.00'))
  })

  it('at the renewal costs nothing now', () => {
    const replay = starting(small, '2026-01-01', {}, both)
    const plan = replay.run(change({ priceId: 'large', at: 'renewal' }), day('2026-01-21'))
    expect(plan.documents).toEqual([])
    const [next] = renewing(replay, '2026-02-01')
    expect(totals(next ? [next] : [])).toEqual(['62.00'])
  })

  it('to another interval starts a new period', () => {
    const yearly = priceOf('365.00', { priceId: 'yearly', interval: { unit: 'year', count: 1 } })
    const replay = starting(small, '2026-01-01', {}, withPrices(small, yearly))
    const plan = replay.run(change({ priceId: 'yearly' }), day('2026-01-21'))
    expect(text(costOf(plan))).toBe('354.00')
    expect(replay.facts.subscriptions[0]).toMatchObject({ anchorOn: '2026-01-21', nextBillOn: '2027-01-21' })
  })

  it('is refused while a renewal is due, or if nothing changes', () => {
    const replay = starting(small, '2026-01-01', {}, both)
    expect(() => replay.preview(change({ priceId: 'large' }), day('2026-02-01'))).toThrow('renewal')
    expect(() => replay.preview(change({ priceId: 'small' }), day('2026-01-05'))).toThrow('present ones')
  })

  it('credits at most what the charge has left after credit notes', () => {
    const replay = starting(small, '2026-01-01', {}, both)
    const [subscription] = replay.facts.subscriptions
    if (!subscription) throw new Error('No subscription.')
    const charges = subscription.charges.map((charge) => ({ ...charge, creditedNet: eur('31.00') }))
    replay.facts = { ...replay.facts, subscriptions: [{ ...subscription, charges }] }
    const plan = replay.run(change({ priceId: 'large' }), day('2026-01-21'))
    expect(text(costOf(plan))).toBe('22.00')
  })
})

describe('A pause', () => {
  it('bills nothing, and the rest of the period from the day it ends', () => {
    const replay = starting(priceOf('31.00'), '2026-01-01')
    const named = { subscriptionId: '1:subscription' }
    replay.run({ kind: 'pause', ...named }, day('2026-01-10'))
    expect(renewing(replay, '2026-02-01', '2026-03-01').flatMap(({ documents }) => documents)).toEqual([])
    const plan = replay.run({ kind: 'resume', ...named }, day('2026-03-22'))
    expect(periodsOf([plan])).toEqual(['2026-03-22..2026-04-01'])
    expect(totals([plan])).toEqual(['10.00'])
  })

  it('that ends within the billed days costs nothing', () => {
    const replay = starting(priceOf('31.00'), '2026-01-01')
    const named = { subscriptionId: '1:subscription' }
    replay.run({ kind: 'pause', ...named }, day('2026-01-10'))
    const plan = replay.run({ kind: 'resume', ...named }, day('2026-01-20'))
    expect(plan.documents).toEqual([])
    expect(replay.facts.subscriptions[0]?.nextBillOn).toBe('2026-02-01')
  })
})

describe('Credit', () => {
  it('pays the oldest invoice first, also a new one', () => {
    const open = {
      documentId: 'old',
      dueOn: day('2026-01-15'),
      issuedOn: day('2026-01-01'),
      seriesNumber: 1,
      number: '1',
      due: eur('30.00'),
      total: eur('30.00'),
    }
    const facts = factsOf('2026-02-01', {
      ...withPrices(priceOf('10.00')),
      openInvoices: [open],
      credits: [{ kind: 'payment', sourceId: 'payment', unused: eur('35.00') }],
    })
    const plan = new Replay(facts).preview(startWith('price 10.00', { startOn: day('2026-02-01') }))
    expect(plan.dues).toEqual([{ documentId: 'old', amountDue: eur('0.00'), status: 'paid' }])
    expect(plan.documents[0]).toMatchObject({ amountDue: eur('5.00'), status: 'open' })
    expect(plan.rests).toEqual([{ kind: 'payment', id: 'payment', unallocated: eur('0.00') }])
  })

  it('postings of every entry sum to zero', () => {
    const taxed = factsOf('2026-01-01', {
      ...withPrices(priceOf('10.00')),
      credits: [{ kind: 'payment', sourceId: 'payment', unused: eur('5.00') }],
      taxRates: [
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
      ],
    })
    const plan = new Replay(taxed).preview(startWith('price 10.00'))
    expect(plan.documents[0]).toMatchObject({ tax: eur('1.90'), total: eur('11.90'), amountDue: eur('6.90') })
    expect(plan.entries.map(({ kind }) => kind)).toEqual(['invoice', 'allocation'])
    for (const { postings } of plan.entries)
      expect(postings.reduce((sum, { amount }) => sum + amount.amount, 0n)).toBe(0n)
  })

  it('an invoice without tax states the reason, also in its table of taxes', () => {
    const { customer } = factsOf('2026-01-01')
    const start = (change: Partial<typeof customer>) =>
      starting(priceOf('10.00'), '2026-01-01', {}, { customer: { ...customer, ...change } }).plans[0]
        ?.documents[0]
    const exempt = start({ exemption: 'Article 151(1)(b) of Directive 2006/112/EC' })
    expect(exempt?.notes).toEqual(['Article 151(1)(b) of Directive 2006/112/EC'])
    expect(exempt?.taxes.map(({ note }) => note)).toEqual(exempt?.notes)
    const abroad = start({ country: 'US', postcode: '10001' })
    expect(abroad?.notes).toEqual(['Not subject to VAT in the country of the seller.'])
  })
})
