import { randomUUID } from 'node:crypto'
import {
  type DunningPolicy,
  type DunningPolicyChange,
  dunningPolicy as policySchema,
} from '#contracts/dunning/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, format, fromJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { dunningPolicy } from '../tables/dunning.ts'

/** The policy of a new installation. It is off, so that nothing is sent before staff have read it. */
const newPolicy: DunningPolicy = {
  isEnabled: false,
  steps: [
    { id: 'remind-1', day: -3, action: 'remind', fee: null },
    { id: 'remind-2', day: 3, action: 'remind', fee: null },
    { id: 'suspend', day: 10, action: 'suspend', fee: null },
    { id: 'ask-to-terminate', day: 40, action: 'ask-to-terminate', fee: null },
  ],
  brake: { mostPercent: 2, mostAccounts: 20 },
  hours: { from: 8, until: 18, weekdaysOnly: true },
  updatedAt: null,
}

/** Returns the steps by day, and the limits of suspensions. */
export async function readDunningPolicy(db: Queryable): Promise<DunningPolicy> {
  const [row] = await db.select().from(dunningPolicy)
  if (!row) return newPolicy
  const { isEnabled, steps, limits, updatedAt } = row
  return policySchema.parse({ isEnabled, steps, ...limits, updatedAt: updatedAt.toISOString() })
}

export const getDunningPolicy = ({ database }: Context): Promise<DunningPolicy> =>
  readDunningPolicy(database.db)

/** Saves the steps. Open cases continue with them, and a step that was done is not repeated. */
export async function changeDunningPolicy(ctx: Context, change: DunningPolicyChange): Promise<DunningPolicy> {
  const { isEnabled, brake, hours } = change
  return ctx.database.db.transaction(async (tx) => {
    await tx.select().from(dunningPolicy).for('update')
    const before = await readDunningPolicy(tx)
    const at = ctx.clock.now()
    const steps = change.steps
      .map((step) => ({ ...step, id: step.id ?? randomUUID() }))
      .toSorted((left, right) => left.day - right.day)
    const columns = { isEnabled, steps, limits: { brake, hours }, updatedAt: at }
    await tx
      .insert(dunningPolicy)
      .values(columns)
      .onConflictDoUpdate({ target: dunningPolicy.only, set: columns })
    const after = await readDunningPolicy(tx)
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'billing-settings.change-dunning',
      subject: { kind: 'installation', id: ctx.installation.id },
      before: facts(before),
      after: facts(after),
      requestId: ctx.requestId,
    })
    return after
  })
}

const feeText = ({ fee }: DunningPolicy['steps'][number]): string =>
  fee === null
    ? ''
    : ` ${[
        ...(fee.percent === null ? [] : [`${fee.percent}%`]),
        ...fee.amounts.map((amount) =>
          format(fromJson({ ...amount, currency: currencyOf(amount.currency) }), 'en-US'),
        ),
      ].join(' / ')}`

const facts = ({ isEnabled, steps, brake, hours }: DunningPolicy) => ({
  isEnabled,
  steps: steps.map((step) => `${step.day}: ${step.action}${feeText(step)}`).join(', '),
  brake: `${brake.mostPercent}%, ${brake.mostAccounts}`,
  hours: `${hours.from}-${hours.until}${hours.weekdaysOnly ? ' Mon-Fri' : ''}`,
})
