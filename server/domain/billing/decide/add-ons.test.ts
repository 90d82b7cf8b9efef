import { describe, expect, it } from 'vitest'
import { day, eur, factsOf, priceOf, text, withPrices } from '#testing/billing/facts.ts'
import { Replay } from '#testing/billing/replay.ts'
import type { Action, CouponFacts } from './index.ts'

const subscriptionId = '1:subscription'
const plan = priceOf('20.00', { priceId: 'plan' })
const backup = priceOf('5.00', {
  priceId: 'backup',
  productId: 'backup',
  productName: 'Backup',
  setupFee: eur('15.00'),
})
const off: CouponFacts = {
  couponId: 'coupon',
  code: 'OFF',
  value: { amount: eur('10.00') },
  scope: 'all',
  productIds: null,
  durationPeriods: null,
}

function started(given: object = {}, ahead = 0): Replay {
  const facts = factsOf('2026-01-01', { ...withPrices(plan, backup), invoiceDaysAhead: ahead })
  const replay = new Replay(facts, [off])
  replay.run({
    kind: 'start',
    items: [{ priceId: 'plan', quantity: 1 }],
    startOn: day('2026-01-01'),
    trialEndsOn: null,
    coupon: off,
    provision: 'none',
    ...given,
  })
  return replay
}

const added = (at: 'now' | 'renewal'): Action => ({
  kind: 'add-item',
  subscriptionId,
  priceId: 'backup',
  quantity: 1,
  at,
})
const totalsOf = (replay: Replay) => replay.documents.map(({ total }) => text(total))
const renew = (replay: Replay, ...dates: string[]) => {
  for (const date of dates) replay.run({ kind: 'renew' }, day(date))
}

describe('An add-on from the renewal on', () => {
  it('is charged with its setup fee in its first period, and a fixed coupon is taken off once', () => {
    const replay = started()
    expect(replay.run(added('renewal'), day('2026-01-10')).documents).toEqual([])
    renew(replay, '2026-02-01', '2026-03-01')
    expect(totalsOf(replay)).toEqual(['10.00', '30.00', '15.00'])
  })

  it('costs nothing if it is removed before', () => {
    const replay = started()
    replay.run(added('renewal'), day('2026-01-10'))
    const [, item] = replay.facts.subscriptions[0]?.items ?? []
    const removal = {
      kind: 'remove-item',
      subscriptionId,
      itemId: item?.itemId ?? '',
      at: 'renewal',
    } as const
    replay.run(removal, day('2026-01-20'))
    renew(replay, '2026-02-01')
    expect(totalsOf(replay)).toEqual(['10.00', '10.00'])
  })

  it('is charged with its setup fee in the first period after a pause', () => {
    const replay = started()
    replay.run(added('renewal'), day('2026-01-10'))
    replay.run({ kind: 'pause', subscriptionId }, day('2026-01-15'))
    replay.run({ kind: 'resume', subscriptionId }, day('2026-04-01'))
    renew(replay, '2026-05-01')
    expect(totalsOf(replay)).toEqual(['10.00', '30.00', '15.00'])
  })

  it('is charged with its setup fee once if several periods are billed at once', () => {
    const replay = started({}, 45)
    expect(totalsOf(replay)).toEqual(['10.00', '10.00'])
    replay.run(added('renewal'), day('2026-01-10'))
    renew(replay, '2026-03-20')
    expect(totalsOf(replay).slice(2)).toEqual(['30.00', '15.00', '15.00'])
  })
})

describe('An add-on from now on', () => {
  it('is charged with its setup fee at once', () => {
    const replay = started({ coupon: null })
    replay.run(added('now'), day('2026-01-01'))
    renew(replay, '2026-02-01')
    expect(totalsOf(replay)).toEqual(['20.00', '20.00', '25.00'])
  })

  it('in a trial is charged with its setup fee once', () => {
    const replay = started({ coupon: null, trialEndsOn: day('2026-01-15') })
    replay.run(added('now'), day('2026-01-02'))
    renew(replay, '2026-01-15', '2026-02-15')
    expect(totalsOf(replay)).toEqual(['40.00', '25.00'])
  })

  it.each<[name: string, given: object, addedOn: string, total: string, days: string | null, end: string]>([
    ['a whole first period', {}, '2026-01-10', '20.00', null, '2026-02-15'],
    ['a whole first period, on its first day', {}, '2026-01-15', '20.00', null, '2026-02-15'],
    ['a short first period', { anchorDay: 1 }, '2026-01-10', '17.74', '17 of 31 days', '2026-02-01'],
    ['a first period that has begun', {}, '2026-01-20', '19.19', '26 of 31 days', '2026-02-15'],
  ])('in a trial that is billed ahead for %s charges no day of the trial', (_name, given, addedOn, total, days, end) => {
    const replay = started({ coupon: null, trialEndsOn: day('2026-01-15'), ...given }, 7)
    renew(replay, '2026-01-08')
    const [invoice] = replay.run(added('now'), day(addedOn)).documents
    expect(text(invoice?.total ?? eur('0.00'))).toBe(total)
    const start = addedOn < '2026-01-15' ? '2026-01-15' : addedOn
    expect(invoice?.lines.map(({ period, explanation }) => [period, explanation])).toEqual([
      [{ start, end }, days],
      [null, null],
    ])
    expect(replay.run({ kind: 'renew' }, day(end)).documents.map((each) => text(each.total))).toEqual([
      '25.00',
    ])
  })

  it('in a trial whose first two periods are billed ahead is charged for both, and its setup fee once', () => {
    const replay = started({ coupon: null, trialEndsOn: day('2026-01-15') }, 45)
    expect(totalsOf(replay)).toEqual(['20.00', '20.00'])
    const [invoice] = replay.run(added('now'), day('2026-01-10')).documents
    expect(invoice?.lines.map(({ period, amount }) => [period?.start, text(amount)])).toEqual([
      ['2026-01-15', '5.00'],
      [undefined, '15.00'],
      ['2026-02-15', '5.00'],
    ])
  })
})
