import { and, eq, inArray, sql } from 'drizzle-orm'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { toJson } from '#server/platform/money/index.ts'
import { openBillingAlert } from '../alerts/index.ts'
import type { PlannedStep } from '../billing/decide/index.ts'
import type { Domain } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { dunningSteps } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { overdueWithoutAccount, wishSuspension } from '../wishes/index.ts'
import { countSuspensions, newlySuspended, passesBrake } from './brake.ts'
import type { DunningDay } from './day.ts'
import type { CaseRow } from './facts.ts'
import { chargeLateFees } from './late-fee.ts'
import { queueDunningMail } from './reminders.ts'

interface Taken {
  readonly dunningCase: CaseRow
  readonly step: PlannedStep
  readonly day: DunningDay
  readonly at: Date
}

/** Records a step and does it, in the caller's transaction. `stopped`: the brake is closed or billing of
 * the customer is stopped, and nothing was written. */
export async function takeStep(tx: Tx, domain: Domain, taken: Taken): Promise<'taken' | 'stopped'> {
  const { dunningCase, step, day, at } = taken
  const { policy, today } = day
  const added = step.action === 'suspend' && !step.isSkipped ? await newlySuspended(tx, step.accountIds) : []
  if (!(await passesBrake(tx, domain, { day: today, limits: policy.brake, accounts: added.length, at })))
    return 'stopped'
  if (!(await chargeLateFees(tx, domain, dunningCase.customerId, step.fees))) return 'stopped'
  const data = {
    invoices: step.invoices.map(({ documentId }) => documentId),
    accounts: step.accountIds,
    fees: step.fees.map(({ documentId, fee }) => ({ documentId, fee: toJson(fee) })),
  }
  const isNew = await recordStep(tx, { caseId: dunningCase.id, step, today, at, data })
  const isDue = isNew || (step.action === 'suspend' && (await recordAgain(tx, dunningCase.id, step)))
  if (!isDue || step.isSkipped) return 'taken'
  const { customerId } = dunningCase
  switch (step.action) {
    case 'remind':
      await queueDunningMail(tx, { customerId, step, today, at })
      break
    case 'late-fee':
      break
    case 'suspend':
      await suspend(tx, taken, added.length)
      if (!isNew && (await askedToTerminate(tx, taken))) await askToTerminate(tx, domain, taken)
      await reportMissingAccounts(tx, domain, taken)
      break
    case 'ask-to-terminate':
      await askToTerminate(tx, domain, taken)
      await reportMissingAccounts(tx, domain, taken)
      break
  }
  return 'taken'
}

const usernamesOf = async (tx: Queryable, accountIds: readonly string[]): Promise<string[]> =>
  (
    await tx
      .select({ username: hostingAccounts.username })
      .from(hostingAccounts)
      .where(inArray(hostingAccounts.id, [...accountIds]))
      .orderBy(hostingAccounts.username)
  ).map(({ username }) => username)

const numbersOf = ({ invoices }: PlannedStep): string => invoices.map(({ number }) => number).join(', ')

/** @param added the accounts that count for the limit of the day */
async function suspend(tx: Tx, { dunningCase, step, day, at }: Taken, added: number): Promise<void> {
  if (step.accountIds.length === 0) return
  const why = `Overdue since ${step.dueOn}: ${numbersOf(step)}.`
  await wishSuspension(tx, { accountIds: step.accountIds, caseId: dunningCase.id, why, at })
  await countSuspensions(tx, day.today, added, at)
  const usernames = await usernamesOf(tx, step.accountIds)
  await queueDunningMail(tx, { customerId: dunningCase.customerId, step, today: day.today, usernames, at })
}

/** An account that is suspended after that step, for example because it was linked later, has the same task. */
const askedToTerminate = async (tx: Queryable, { dunningCase, step }: Taken): Promise<boolean> =>
  (await tx.$count(
    dunningSteps,
    and(
      eq(dunningSteps.caseId, dunningCase.id),
      eq(dunningSteps.dueOn, step.dueOn),
      eq(dunningSteps.action, 'ask-to-terminate'),
      eq(dunningSteps.isSkipped, false),
    ),
  )) > 0

/** A task for staff. Hosting is never terminated automatically. */
async function askToTerminate(tx: Tx, domain: Domain, { dunningCase, step, at }: Taken): Promise<void> {
  if (step.accountIds.length === 0) return
  const { customerId } = dunningCase
  const usernames = await usernamesOf(tx, step.accountIds)
  await openBillingAlert(
    tx,
    domain,
    {
      cause: 'termination-due',
      customerId,
      message: await unpaidText(tx, customerId, step),
      done: `The hosting stays suspended: ${usernames.join(', ')}. Nothing was deleted.`,
      remedy: 'Decide whether to terminate the hosting. The Customer page has the accounts.',
      page: `/customers/${customerId}`,
    },
    at,
  )
}

/** The step is recorded, so staff must learn that it suspended nothing for a subscription with hosting. */
async function reportMissingAccounts(
  tx: Tx,
  domain: Domain,
  { dunningCase, step, at }: Taken,
): Promise<void> {
  const { customerId } = dunningCase
  const [first, ...others] = await overdueWithoutAccount(tx, customerId)
  if (!first) return
  const titles = [first, ...others].map(({ title }) => title).join(', ')
  await openBillingAlert(
    tx,
    domain,
    {
      cause: 'no-account-to-suspend',
      customerId,
      message: `${await unpaidText(tx, customerId, step)} The subscription has no hosting account: ${titles}.`,
      done: 'No hosting was suspended for this subscription.',
      remedy:
        'Open the subscription and choose its hosting account. The account is then suspended automatically.',
      page: `/subscriptions/${first.id}`,
    },
    at,
  )
}

async function unpaidText(tx: Queryable, customerId: string, step: PlannedStep): Promise<string> {
  const [customer] = await tx
    .select({ fullName: customers.fullName, companyName: customers.companyName })
    .from(customers)
    .where(eq(customers.id, customerId))
  return `${customer?.companyName ?? customer?.fullName} has not paid ${numbersOf(step)}, due on ${step.dueOn}.`
}

/** Returns false if the case has the step already: two sweeps never take it twice. */
async function recordStep(
  tx: Queryable,
  {
    caseId,
    step,
    today,
    at,
    data,
  }: {
    caseId: string
    step: PlannedStep
    today: LocalDate
    at: Date
    data: Readonly<Record<string, unknown>>
  },
): Promise<boolean> {
  const made = await tx
    .insert(dunningSteps)
    .values({
      id: newId(),
      caseId,
      step: step.stepId,
      dueOn: step.dueOn,
      action: step.action,
      isSkipped: step.isSkipped,
      doneOn: today,
      data,
      createdAt: at,
    })
    .onConflictDoNothing({ target: [dunningSteps.caseId, dunningSteps.step, dunningSteps.dueOn] })
    .returning({ id: dunningSteps.id })
  return made.length > 0
}

/** Returns whether the suspension is taken again, for accounts that were paid for and then owed again: see lift.ts. */
async function recordAgain(
  tx: Queryable,
  caseId: string,
  { stepId, dueOn, accountIds }: PlannedStep,
): Promise<boolean> {
  const ids = sql`${JSON.stringify(accountIds)}::jsonb`
  const changed = await tx
    .update(dunningSteps)
    .set({
      data: sql`data || jsonb_build_object('accounts', (data -> 'accounts') || ${ids}, 'again',
        (select coalesce(jsonb_agg(one.id), '[]') from jsonb_array_elements(data -> 'again') one (id)
          where not ${ids} @> one.id))`,
    })
    .where(
      and(
        eq(dunningSteps.caseId, caseId),
        eq(dunningSteps.step, stepId),
        eq(dunningSteps.dueOn, dueOn),
        sql`data -> 'again' @> ${ids}`,
      ),
    )
    .returning({ id: dunningSteps.id })
  return changed.length > 0
}
