import { describe, expect, it } from 'vitest'
import { day, eur, factsOf, priceOf, text, withPrices } from '#testing/billing/facts.ts'
import { Replay } from '#testing/billing/replay.ts'
import type { CouponFacts } from './index.ts'

const subscriptionId = '1:subscription'
const monthly = priceOf('100.00', { priceId: 'monthly' })
const higher = priceOf('200.00', { priceId: 'higher' })
const yearly = priceOf('1200.00', { priceId: 'yearly', interval: { unit: 'year', count: 1 } })
const once = priceOf('40.00', { priceId: 'once', productId: 'once', interval: null })
const half: CouponFacts = {
  couponId: 'half',
  code: 'HALF',
  value: { percentPpm: 500_000 },
  scope: 'all',
  productIds: null,
  durationPeriods: null,
}

function started(given: object = {}, ahead = 0): Replay {
  const facts = factsOf('2026-01-01', {
    ...withPrices(monthly, higher, yearly, once),
    invoiceDaysAhead: ahead,
  })
  const replay = new Replay(facts, [{ ...half, ...('coupon' in given ? (given.coupon as object) : {}) }])
  replay.run({
    kind: 'start',
    items: [{ priceId: 'monthly', quantity: 1 }],
    startOn: day('2026-01-01'),
    trialEndsOn: null,
    coupon: half,
    provision: 'none',
    ...given,
  })
  return replay
}

const changed = (replay: Replay, priceId: string, date: string) =>
  replay.run({ kind: 'change-items', subscriptionId, priceId, at: 'now' }, day(date))
const removed = (replay: Replay, date: string) =>
  replay.run({ kind: 'remove-coupon', subscriptionId }, day(date))
const charged = (replay: Replay, date: string) =>
  text(
    replay.preview({ kind: 'one-time', subscriptionId, priceId: 'once', quantity: 1 }, day(date)).documents[0]
      ?.total ?? eur('0.00'),
  )

describe('A removed coupon', () => {
  it('gives no period of another interval, also if it reduced days that were billed ahead', () => {
    const replay = started({}, 45)
    removed(replay, '2026-01-20')
    const { documents } = changed(replay, 'yearly', '2026-01-25')
    const lines = documents.flatMap((document) => document.lines)
    const bought = lines.filter(({ charge }) => charge?.kind === 'recurring')
    expect(bought.map(({ net }) => text(net))).toEqual(['1200.00'])
  })

  it('stays on the days that it reduced', () => {
    const replay = started({}, 45)
    removed(replay, '2026-01-20')
    const { documents } = changed(replay, 'higher', '2026-02-01')
    expect(documents.map(({ total }) => text(total))).toEqual(['50.00'])
  })

  it.each([
    null,
    3,
  ])('of %s periods stays on the first period if it was removed before its payment', (durationPeriods) => {
    const replay = started({ coupon: { ...half, durationPeriods }, provision: 'after-payment' })
    const { couponMove } = removed(replay, '2026-01-02')
    expect(couponMove).toMatchObject({ durationPeriods: 1 })
    replay.run({ kind: 'activate', subscriptionId }, day('2026-01-05'))
    replay.run({ kind: 'renew' }, day('2026-02-05'))
    expect(replay.documents.map(({ total }) => text(total))).toEqual(['50.00', '100.00'])
  })

  it('cannot be one that the awaited payment uses up', () => {
    const replay = started({ coupon: { ...half, durationPeriods: 1 }, provision: 'after-payment' })
    expect(() => removed(replay, '2026-01-02')).toThrow('no coupon that reduces a later invoice')
  })
})

describe('A coupon that is not removed', () => {
  it('covers the periods of another interval', () => {
    const lines = changed(started({}, 45), 'yearly', '2026-01-25').documents.flatMap((each) => each.lines)
    const bought = lines.filter(({ charge }) => charge?.kind === 'recurring')
    expect(bought.map(({ net }) => text(net))).toEqual(['600.00'])
  })
})

describe('A one-time item', () => {
  it('is reduced in a billed period only', () => {
    expect(charged(started(), '2026-01-10')).toBe('20.00')
    const trial = started({ trialEndsOn: day('2026-01-15'), anchorDay: 1 })
    expect(charged(trial, '2026-01-10')).toBe('40.00')
    const paused = started()
    paused.run({ kind: 'pause', subscriptionId }, day('2026-01-15'))
    expect(charged(paused, '2026-01-20')).toBe('20.00')
    expect(charged(paused, '2026-02-10')).toBe('40.00')
  })

  it('is refused while the first payment is awaited', () => {
    const replay = started({ provision: 'after-payment' })
    expect(() => charged(replay, '2026-01-02')).toThrow(
      expect.objectContaining({
        code: 'wrong-state',
        message:
          'The subscription waits for its first payment. Nothing was charged. Charge the item when it is active.',
      }),
    )
  })

  it('takes no credit for hosting time', () => {
    const replay = started({ coupon: null })
    changed(replay, 'higher', '2026-01-01')
    replay.run({ kind: 'one-time', subscriptionId, priceId: 'once', quantity: 5 })
    const { documents } = replay.run({ kind: 'cancel', subscriptionId, at: 'now', reason: '' })
    expect(documents.map(({ creditedInvoiceId, total }) => [creditedInvoiceId, text(total)])).toEqual([
      ['2:document:0', '100.00'],
      ['1:document:0', '100.00'],
    ])
  })
})
