import { describe, expect, it } from 'vitest'
import { dunningPolicyChange } from '#contracts/dunning/schemas.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { describeDomain } from '#testing/domain.ts'
import { auditOf } from '#testing/domain-steps.ts'
import { changeDunningPolicy, getDunningPolicy } from './index.ts'

const limits = {
  brake: { mostPercent: 2, mostAccounts: 20 },
  hours: { from: 8, until: 18, weekdaysOnly: true },
}
const policyOf = (steps: readonly object[]) => ({ isEnabled: true, steps, ...limits })

describeDomain('The dunning policy', (open) => {
  it('is off in a new installation, and allowed by its own rules', async () => {
    const { ctx } = open()
    const policy = await getDunningPolicy(ctx)
    expect(policy).toMatchObject({ isEnabled: false, updatedAt: null })
    expect(dunningPolicyChange.safeParse(policy).success).toBe(true)
  })

  it('is saved in the order of days, keeps the ids of its steps, and is audited', async () => {
    const test = open()
    await openInstallation(test.database.db)
    const fee = { percent: '5', amounts: [{ amount: '500', currency: 'EUR' }] }
    const saved = await changeDunningPolicy(
      test.ctx,
      dunningPolicyChange.parse(
        policyOf([
          { day: 10, action: 'suspend' },
          { day: 7, action: 'late-fee', fee },
          { day: 3, action: 'remind', id: 'remind-1' },
        ]),
      ),
    )
    expect(saved.steps.map(({ day, action }) => [day, action])).toEqual([
      [3, 'remind'],
      [7, 'late-fee'],
      [10, 'suspend'],
    ])
    expect(saved.steps[0]?.id).toBe('remind-1')
    const { updatedAt: _, ...whole } = saved
    const moved = await changeDunningPolicy(
      test.ctx,
      dunningPolicyChange.parse({
        ...whole,
        steps: whole.steps.map((step) => (step.action === 'suspend' ? { ...step, day: 14 } : step)),
      }),
    )
    expect(moved.steps.map(({ id }) => id)).toEqual(saved.steps.map(({ id }) => id))
    expect(await getDunningPolicy(test.ctx)).toEqual(moved)
    const entries = (await auditOf(test)).filter(({ action }) => action === 'billing-settings.change-dunning')
    expect(entries).toHaveLength(2)
    expect(entries[0]).toMatchObject({
      after: { steps: '3: remind, 7: late-fee 5% / \u20ac5.00, 10: suspend' },
    })
  })
})

describe('The input of the dunning policy', () => {
  const fee = { percent: '5' }
  it.each([
    [[{ day: 400, action: 'remind' }], 'steps.0.day'],
    [[{ day: 1.5, action: 'remind' }], 'steps.0.day'],
    [[{ day: 1, action: 'shout' }], 'steps.0.action'],
    [[{ day: 0, action: 'suspend' }], 'steps.0.day'],
    [[{ day: 5, action: 'late-fee' }], 'steps.0.fee'],
    [[{ day: 5, action: 'remind', fee }], 'steps.0.fee'],
    [[{ day: 5, action: 'late-fee', fee: {} }], 'steps.0.fee.percent'],
    [[{ day: 5, action: 'ask-to-terminate' }], 'steps.0.day'],
    [
      [
        { day: 5, action: 'suspend' },
        { day: 9, action: 'suspend' },
      ],
      'steps.1.action',
    ],
    [
      [
        { day: 5, action: 'remind' },
        { day: 5, action: 'remind' },
      ],
      'steps.1.day',
    ],
  ])('refuses %j, naming %s', (steps, path) => {
    const found = dunningPolicyChange.safeParse(policyOf(steps)).error?.issues
    expect(found?.map((issue) => issue.path.join('.'))).toEqual([path])
  })

  it('refuses limits and hours out of range', () => {
    const pathOf = (given: object) =>
      dunningPolicyChange.safeParse({ ...policyOf([]), ...given }).error?.issues[0]?.path.join('.')
    expect(pathOf({ brake: { mostPercent: 0, mostAccounts: 1 } })).toBe('brake.mostPercent')
    expect(pathOf({ hours: { from: 9, until: 9, weekdaysOnly: false } })).toBe('hours.until')
    expect(pathOf({ brake: undefined })).toBe('brake')
  })
})
