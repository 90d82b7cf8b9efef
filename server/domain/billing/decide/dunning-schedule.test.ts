import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '#server/platform/calendar/index.ts'
import { money } from '#server/platform/money/index.ts'
import { type DunningAction, type DunningStep, dueSteps, lateFee, retryDays } from './index.ts'

const step = (id: string, day: number, action: DunningAction = 'remind'): DunningStep => ({ id, day, action })
const policy = [
  step('before', -3),
  step('first', 3),
  step('second', 7),
  step('suspend', 7, 'suspend'),
  step('fee', 10, 'late-fee'),
  step('end', 30, 'ask-to-terminate'),
]
const dueOn = localDate('2026-02-20')
const at = (day: number, recorded: readonly string[] = [], steps = policy) => {
  const { take, skip, next } = dueSteps(steps, dueOn, addDays(dueOn, day), new Set(recorded))
  return {
    take: take.map((each) => each.step.id),
    skip: skip.map((each) => each.step.id),
    nextOn: next?.on ?? null,
  }
}

describe('The dunning schedule', () => {
  it.each([
    [-4, [], [], [], '2026-02-17'],
    [-3, [], ['before'], [], '2026-02-23'],
    [0, ['before'], [], [], '2026-02-23'],
    [3, ['before'], ['first'], [], '2026-02-27'],
    [7, ['before', 'first'], ['second', 'suspend'], [], '2026-03-02'],
    [10, ['before', 'first', 'second', 'suspend'], ['fee'], [], '2026-03-22'],
    [10, ['before', 'first', 'second', 'suspend', 'fee'], [], [], '2026-03-22'],
    [30, ['before', 'first', 'second', 'suspend', 'fee'], ['end'], [], null],
    [31, ['before', 'first', 'second', 'suspend', 'fee', 'end'], [], [], null],
  ] as const)('on day %i after %j takes %j and skips %j', (day, recorded, take, skip, nextOn) => {
    expect(at(day, recorded)).toEqual({ take, skip, nextOn })
  })

  it('sends only the last reminder after a missed time, and takes all other steps', () => {
    expect(at(12)).toEqual({
      take: ['second', 'suspend', 'fee'],
      skip: ['before', 'first'],
      nextOn: '2026-03-22',
    })
  })

  it('orders the steps of a policy by their day', () => {
    expect(at(10, [], policy.toReversed()).take).toEqual(['suspend', 'second', 'fee'])
  })

  it('of an empty policy is exhausted', () => {
    expect(at(100, [], [])).toEqual({ take: [], skip: [], nextOn: null })
  })

  it('takes or skips each step once, whatever days the job runs (R27)', () => {
    const days = fc.array(fc.integer({ min: -10, max: 40 }), { maxLength: 60 })
    fc.assert(
      fc.property(days, (each) => {
        const recorded: string[] = []
        for (const day of each.toSorted((left, right) => left - right)) {
          const { take, skip } = at(day, recorded)
          recorded.push(...take, ...skip)
        }
        expect(new Set(recorded).size).toBe(recorded.length)
      }),
    )
  })

  it('D30: takes one late fee of 10.00 when the job runs every hour of a day', () => {
    const recorded = new Set<string>()
    const fees = Array.from({ length: 24 }, () => {
      const { take } = dueSteps([step('fee', 10, 'late-fee')], dueOn, addDays(dueOn, 10), recorded)
      for (const each of take) recorded.add(each.step.id)
      return take.map(() =>
        lateFee({ kind: 'percent', percentPpm: 100_000, minimum: null }, money(10_000n, 'EUR')),
      )
    })
    expect(fees.flat()).toEqual([money(1_000n, 'EUR')])
  })
})

describe('A late fee', () => {
  const euro = (amount: bigint) => money(amount, 'EUR')
  it.each([
    ['10% of 100.00', { kind: 'percent', percentPpm: 100_000, minimum: null }, 10_000n, 1_000n],
    ['9.975% of 20.00', { kind: 'percent', percentPpm: 99_750, minimum: null }, 2_000n, 200n],
    ['the minimum', { kind: 'percent', percentPpm: 100_000, minimum: euro(500n) }, 1_000n, 500n],
    ['more than the minimum', { kind: 'percent', percentPpm: 100_000, minimum: euro(500n) }, 10_000n, 1_000n],
    ['a fixed amount', { kind: 'fixed', amount: euro(700n) }, 1n, 700n],
    ['nothing if nothing is due', { kind: 'fixed', amount: euro(700n) }, 0n, 0n],
    ['nothing on a credit', { kind: 'percent', percentPpm: 100_000, minimum: euro(500n) }, -100n, 0n],
  ] as const)('is %s', (_name, fee, due, expected) => {
    expect(lateFee(fee, euro(due))).toEqual(euro(expected))
  })
})

describe('Retries of a payment', () => {
  it.each([
    [
      [2, 5, 7, 7],
      [0, 2, 7, 14, 21],
    ],
    [[], [0]],
    [[1], [0, 1]],
    [
      [0, 0, 3],
      [0, 0, 0, 3],
    ],
  ])('D29: after waits of %j days are on days %j', (waits, days) => {
    expect(retryDays(waits)).toEqual(days)
  })
})
