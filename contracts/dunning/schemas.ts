import { z } from 'zod'
import { positiveMoney } from '../money/schemas.ts'
import { percentage } from '../percent.ts'
import { timestamp } from '../text.ts'

/** `ask-to-terminate` makes a task for staff. Hosting is never terminated automatically. */
export const dunningActions = ['remind', 'late-fee', 'suspend', 'ask-to-terminate'] as const
export type DunningAction = (typeof dunningActions)[number]

const dayRule = 'Day must be a whole number from -60 to 365: days after the due date, negative before it.'

/**
 * A fee once for each overdue invoice. With `percent`, `amounts` are the least fees. In a currency without an amount
 * there is no fixed or least fee.
 */
const lateFee = z
  .object(
    {
      percent: percentage('Late fee', { from: 0, to: 100 })
        .refine((text) => text !== '0', { error: 'Late fee must be more than 0.' })
        .nullable()
        .default(null),
      amounts: z
        .array(positiveMoney, { error: 'amounts must be a list.' })
        .max(20, 'amounts can have at most 20 currencies.')
        .refine((all) => new Set(all.map(({ currency }) => currency)).size === all.length, {
          error: 'amounts has a currency twice.',
        })
        .default([]),
    },
    { error: 'fee must be an object with percent, amounts, or both.' },
  )
  .refine(({ percent, amounts }) => percent !== null || amounts.length > 0, {
    error: 'Enter a percentage, an amount, or both.',
    path: ['percent'],
  })

export const dunningStep = z
  .object({
    /** Stays the same when its day changes, so that a step is never done twice. Omitted: a new step. */
    id: z
      .string({ error: 'id must be text.' })
      .regex(/^[a-z0-9-]{1,40}$/, 'id must be the id of a step.')
      .optional(),
    /** Days after the due date; negative before it. */
    day: z.number({ error: dayRule }).int(dayRule).min(-60, dayRule).max(365, dayRule),
    action: z.enum(dunningActions, { error: `action must be one of: ${dunningActions.join(', ')}.` }),
    /** Of a late fee only. */
    fee: lateFee.nullable().default(null),
  })
  .refine(({ action, fee }) => (action === 'late-fee') === (fee !== null), {
    error: ({ input }) =>
      (input as { action: string }).action === 'late-fee'
        ? 'Enter the late fee.'
        : 'Only the step late-fee can have a fee.',
    path: ['fee'],
  })
  .refine(({ action, day }) => action === 'remind' || day >= 1, {
    error: 'Before the due date and on it, only reminders are possible.',
    path: ['day'],
  })

const limit = (label: string, to: number) => {
  const rule = `${label} must be a whole number from 1 to ${to}.`
  return z.number({ error: rule }).int(rule).min(1, rule).max(to, rule)
}
const hour = (label: string, from: number, to: number) => {
  const rule = `${label} must be a whole number from ${from} to ${to}.`
  return z.number({ error: rule }).int(rule).min(from, rule).max(to, rule)
}

/** Above either number on one day, no hosting is suspended until staff confirm. */
export const dunningBrake = z.object(
  {
    /** Percent of the active hosting accounts. */
    mostPercent: limit('The share of accounts', 100),
    mostAccounts: limit('The number of accounts', 100_000),
  },
  { error: 'brake must be an object with mostPercent and mostAccounts.' },
)

/** Hosting is suspended only in these hours, in the company's time zone, Monday to Friday if `weekdaysOnly`. */
export const dunningHours = z
  .object(
    {
      from: hour('The first hour', 0, 23),
      until: hour('The last hour', 1, 24),
      weekdaysOnly: z.boolean({ error: 'weekdaysOnly must be true or false.' }),
    },
    { error: 'hours must be an object with from, until and weekdaysOnly.' },
  )
  .refine(({ from, until }) => from < until, {
    error: 'The last hour must be after the first.',
    path: ['until'],
  })

export const dunningPolicyChange = z
  .object({
    /** False: nothing is reminded, charged or suspended. */
    isEnabled: z.boolean({ error: 'isEnabled must be true or false.' }),
    steps: z
      .array(dunningStep, { error: 'steps must be a list.' })
      .max(20, 'A policy can have at most 20 steps.'),
    brake: dunningBrake,
    hours: dunningHours,
  })
  .superRefine(({ steps }, context) => {
    const seen = new Set<string>()
    steps.forEach(({ action, day, id }, index) => {
      const issue = (message: string) =>
        context.addIssue({ code: 'custom', path: ['steps', index, 'day'], message })
      if (seen.has(`${action} ${day}`)) issue('This step occurs twice on the same day. Change one of them.')
      else if (id !== undefined && seen.has(id)) issue('Two steps have the same id.')
      seen.add(`${action} ${day}`)
      if (id !== undefined) seen.add(id)
      if (action === 'ask-to-terminate' && !steps.some((one) => one.action === 'suspend' && one.day < day))
        issue('Suspend hosting before you ask to terminate it.')
    })
    for (const once of ['suspend', 'late-fee', 'ask-to-terminate'] as const) {
      const index = steps.findIndex(({ action }) => action === once)
      const second = steps.findIndex(({ action }, at) => action === once && at > index)
      if (second >= 0)
        context.addIssue({
          code: 'custom',
          path: ['steps', second, 'action'],
          message: `A policy can have the step ${once} once.`,
        })
    }
  })
export type DunningPolicyChange = z.infer<typeof dunningPolicyChange>

export const dunningPolicy = z.object({
  isEnabled: z.boolean(),
  /** By day. */
  steps: z.array(
    z.object({
      id: z.string(),
      day: z.number().int(),
      action: z.enum(dunningActions),
      fee: z.object({ percent: z.string().nullable(), amounts: z.array(positiveMoney) }).nullable(),
    }),
  ),
  brake: z.object({ mostPercent: z.number().int(), mostAccounts: z.number().int() }),
  hours: z.object({ from: z.number().int(), until: z.number().int(), weekdaysOnly: z.boolean() }),
  /** Null: the policy of a new installation. */
  updatedAt: timestamp.nullable(),
})
export type DunningPolicy = z.infer<typeof dunningPolicy>
