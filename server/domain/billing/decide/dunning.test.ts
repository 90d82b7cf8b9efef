import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '#server/platform/calendar/index.ts'
import { money } from '#server/platform/money/index.ts'
import {
  type DunningFacts,
  decideDunning,
  forecastDunning,
  type OwedInvoice,
  type PolicyStep,
  type RecordedStep,
} from './index.ts'

const step = (
  id: string,
  day: number,
  action: PolicyStep['action'] = 'remind',
  fee: PolicyStep['fee'] = null,
) => ({
  id,
  day,
  action,
  fee,
})
const policy = [
  step('before', -3),
  step('first', 3),
  step('fee', 7, 'late-fee', { percentPpm: 100_000, amounts: [] }),
  step('suspend', 10, 'suspend'),
  step('end', 40, 'ask-to-terminate'),
]
const dueOn = localDate('2026-03-15')
const invoice = (set: Partial<OwedInvoice> = {}): OwedInvoice => ({
  documentId: 'one',
  number: 'INV-1',
  dueOn,
  due: money(10_000n, 'EUR'),
  isWrittenOff: false,
  isLateFee: false,
  hasLateFee: false,
  accountIds: ['account'],
  ...set,
})
const facts = (day: number, set: Partial<DunningFacts> = {}): DunningFacts => ({
  today: addDays(dueOn, day),
  steps: policy,
  invoices: [invoice()],
  recorded: [],
  heldUntil: null,
  maySuspend: true,
  ...set,
})

/** Runs the decision on these days, and returns what was taken with its day. */
function takenOn(days: readonly number[], set: Partial<DunningFacts> = {}) {
  const recorded: RecordedStep[] = []
  const taken: string[] = []
  for (const day of days) {
    const { steps } = decideDunning(facts(day, { ...set, recorded }))
    recorded.push(...steps.map((each) => ({ ...each, doneOn: addDays(dueOn, day), againFor: [] })))
    taken.push(...steps.filter(({ isSkipped }) => !isSkipped).map(({ stepId }) => `${stepId} ${day}`))
  }
  return taken
}
const daily = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('Dunning of one customer', () => {
  it('takes each step on its day', () => {
    expect(takenOn(daily(-5, 60))).toEqual(['before -3', 'first 3', 'fee 7', 'suspend 10', 'end 40'])
  })

  it.each([
    [
      'keeps the notice before each step after a missed time',
      30,
      ['first 30', 'fee 34', 'suspend 37', 'end 67'],
    ],
    [
      'does not delay the steps of a policy that was followed',
      3,
      ['first 3', 'fee 7', 'suspend 10', 'end 40'],
    ],
    ['keeps the notice after a short time', 8, ['first 8', 'fee 12', 'suspend 15', 'end 45']],
  ])('%s', (_name, from, expected) => {
    expect(takenOn(daily(from, 80))).toEqual(expected)
  })

  it('does not count a reminder on the day of the suspension as its notice', () => {
    const steps = [step('first', 3), step('second', 10), step('suspend', 10, 'suspend')]
    expect(takenOn(daily(20, 40), { steps })).toEqual(['second 20', 'suspend 27'])
  })

  it('gives an invoice that becomes overdue later its own steps', () => {
    const second = invoice({ documentId: 'two', dueOn: addDays(dueOn, 20), accountIds: ['other'] })
    const { steps } = decideDunning(facts(23, { invoices: [invoice(), second], recorded: done(10) }))
    expect(
      steps
        .filter(({ dueOn: due }) => due === second.dueOn)
        .map(({ stepId, isSkipped }) => [stepId, isSkipped]),
    ).toEqual([
      ['before', true],
      ['first', false],
    ])
  })

  const done = (until: number): RecordedStep[] =>
    policy
      .filter(({ day }) => day <= until)
      .map(({ id, day }) => ({
        stepId: id,
        dueOn,
        doneOn: addDays(dueOn, day),
        isSkipped: false,
        againFor: [],
      }))

  it('suspends the accounts of the overdue invoices, each once', () => {
    const two = invoice({ documentId: 'two', accountIds: ['other', 'account'] })
    const { steps } = decideDunning(facts(10, { invoices: [invoice(), two], recorded: done(7) }))
    expect(steps).toMatchObject([{ stepId: 'suspend', accountIds: ['account', 'other'] }])
  })

  it('suspends again an account that is owed for again, when suspensions are possible, and once', () => {
    const recorded = done(10).map((each) =>
      each.stepId === 'suspend' ? { ...each, againFor: ['account', 'gone'] } : each,
    )
    const two = invoice({ documentId: 'two', accountIds: ['other'] })
    const again = facts(12, { invoices: [invoice(), two], recorded })
    expect(decideDunning(again).steps).toMatchObject([
      { stepId: 'suspend', accountIds: ['account'], invoices: [{ documentId: 'one' }] },
    ])
    expect(decideDunning({ ...again, maySuspend: false })).toEqual({ steps: [], nextOn: again.today })
    expect(decideDunning({ ...again, steps: policy.filter(({ id }) => id !== 'suspend') }).steps).toEqual([])
    const forecast = forecastDunning(again, addDays(dueOn, 20), () => true)
    expect(forecast.map(({ stepId, on }) => `${stepId} ${on}`)).toEqual(['suspend 2026-03-27'])
  })

  it('takes the step of a late fee without a second fee', () => {
    const { steps } = decideDunning(
      facts(7, { invoices: [invoice({ hasLateFee: true })], recorded: done(3) }),
    )
    expect(steps).toMatchObject([{ stepId: 'fee', fees: [] }])
  })

  it('waits with the suspension until it is possible', () => {
    const waiting = facts(10, { recorded: done(7), maySuspend: false })
    expect(decideDunning(waiting)).toEqual({ steps: [], nextOn: waiting.today })
  })

  it('takes no step of a customer on hold, nor about a written-off invoice', () => {
    const until = addDays(dueOn, 20)
    expect(decideDunning(facts(10, { heldUntil: until }))).toEqual({ steps: [], nextOn: until })
    expect(decideDunning(facts(20, { heldUntil: until })).steps).not.toEqual([])
    expect(decideDunning(facts(10, { invoices: [invoice({ isWrittenOff: true })] }))).toEqual({
      steps: [],
      nextOn: null,
    })
  })

  it('charges no fee on an invoice of late fees', () => {
    const fee = invoice({ documentId: 'two', isLateFee: true })
    const { steps } = decideDunning(facts(7, { invoices: [invoice(), fee], recorded: done(3) }))
    expect(steps).toMatchObject([{ fees: [{ documentId: 'one', fee: money(1_000n, 'EUR') }] }])
  })

  it('forecasts exactly what happens later (R5)', () => {
    const starts = fc.integer({ min: -10, max: 60 })
    fc.assert(
      fc.property(starts, (start) => {
        const { maySuspend: _, ...rest } = facts(start)
        const forecast = forecastDunning(rest, addDays(dueOn, 150), () => true)
        const expected = forecast.map(({ stepId, on }) => `${stepId} ${on}`)
        const happened = takenOn(daily(start, 150)).map((each) => {
          const [id = '', day = '0'] = each.split(' ')
          return `${id} ${addDays(dueOn, Number(day))}`
        })
        expect(expected).toEqual(happened)
      }),
    )
  })

  it('names the day of the next step, also after a missed time', () => {
    const starts = fc.array(fc.integer({ min: -10, max: 60 }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(starts, (days) => {
        const recorded: RecordedStep[] = []
        const take = (day: number) => {
          const plan = decideDunning(facts(day, { recorded }))
          recorded.push(...plan.steps.map((each) => ({ ...each, doneOn: addDays(dueOn, day), againFor: [] })))
          return plan
        }
        for (const day of days.toSorted((a, b) => a - b)) {
          const { nextOn } = take(day)
          const later = daily(day + 1, 200).find(
            (each) => decideDunning(facts(each, { recorded })).steps.length > 0,
          )
          expect(nextOn).toBe(later === undefined ? null : addDays(dueOn, later))
        }
      }),
    )
  })

  it('forecasts a suspension on the next possible day', () => {
    const { maySuspend: _, ...rest } = facts(3)
    const days = forecastDunning(rest, addDays(dueOn, 20), (day) => day > addDays(dueOn, 11))
    expect(days.find(({ action }) => action === 'suspend')?.on).toBe(addDays(dueOn, 12))
  })
})
