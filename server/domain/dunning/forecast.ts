import { inArray } from 'drizzle-orm'
import type { z } from 'zod'
import type { DunningForecast, ForecastStep, forecastQuery } from '#contracts/dunning/case-schemas.ts'
import { addDays, type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { toJson } from '#server/platform/money/index.ts'
import { type ForecastStep as DecidedStep, forecastDunning } from '../billing/decide/index.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { isSuspensionDay } from './business-hours.ts'
import { owingCustomers } from './candidates.ts'
import { type DunningDay, readDunningDay } from './day.ts'
import { loadFacts } from './facts.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { policySteps } from './policy-steps.ts'
import { totalsOf } from './totals.ts'

const mostDays = 366
const mostShown = 500
const customersAtOnce = 500

interface Forecasted {
  readonly customerId: string
  readonly step: DecidedStep
}

/**
 * Returns the steps until a day by the decision that the sweep uses, if nothing is paid and no invoice is added. The brake
 * is not part of it.
 * @throws {Refusal} invalid-body for a day before today or more than 366 days ahead
 */
export async function forecastDunningSteps(
  ctx: Context,
  query: z.infer<typeof forecastQuery>,
): Promise<DunningForecast> {
  const { db } = ctx.database
  const day = await readDunningDay(ctx.database.db, ctx)
  const until = query.until === undefined ? addDays(day.today, 1) : localDate(query.until)
  if (until < day.today || until > addDays(day.today, mostDays))
    throw fieldRefusal(
      'invalid-body',
      'until',
      'invalid',
      `until must be from today (${day.today}) to ${addDays(day.today, mostDays)}.`,
    )
  const key = `forecast ${day.today} ${until} ${day.maySuspend} ${day.policy.updatedAt}`
  const { counts, items } = day.policy.isEnabled
    ? await oneAtATime(ctx.database, key, () => forecastAll(db, day, until))
    : { counts: noSteps, items: [] }
  return {
    asOf: day.today,
    until,
    isEnabled: day.policy.isEnabled,
    counts,
    items: await present(db, items),
  }
}

const noSteps = { reminders: 0, lateFees: 0, suspensions: 0, terminationTasks: 0 }

/** Keeps the counts and the first steps only: there can be steps of every customer. */
async function forecastAll(db: Queryable, { policy, today, maySuspend }: DunningDay, until: LocalDate) {
  const counts = { ...noSteps }
  let first: Forecasted[] = []
  const steps = policySteps(policy)
  const maySuspendOn = (on: LocalDate) => (on === today ? maySuspend : isSuspensionDay(policy.hours, on))
  let after: string | null = null
  for (;;) {
    const ids: string[] = await owingCustomers(db, { after, limit: customersAtOnce })
    if (ids.length === 0) break
    for (const { customerId, openCase, invoices, recorded } of await loadFacts(db, ids)) {
      const heldUntil = openCase?.heldUntil ? localDate(openCase.heldUntil) : null
      const found = forecastDunning({ today, steps, invoices, recorded, heldUntil }, until, maySuspendOn)
      count(counts, found)
      first.push(...found.filter(isShown).map((step) => ({ customerId, step })))
    }
    first = first.toSorted(byDay).slice(0, mostShown)
    after = ids.at(-1) ?? null
  }
  return { counts, items: first }
}

/** Counts the steps of one customer, whose accounts are of no other customer. */
function count(counts: { -readonly [Key in keyof typeof noSteps]: number }, found: readonly DecidedStep[]) {
  const of = (action: DecidedStep['action']) =>
    found.filter((step) => isShown(step) && step.action === action)
  counts.reminders += of('remind').length
  counts.lateFees += of('late-fee').flatMap(({ fees }) => fees).length
  counts.suspensions += new Set(of('suspend').flatMap(({ accountIds }) => accountIds)).size
  counts.terminationTasks += of('ask-to-terminate').length
}

const byDay = ({ step: left }: Forecasted, { step: right }: Forecasted): number =>
  left.on < right.on ? -1 : left.on > right.on ? 1 : 0

/** A suspension without an account, or a fee of nothing, changes nothing. */
const isShown = ({ action, accountIds, fees }: DecidedStep): boolean =>
  action === 'remind' || (action === 'late-fee' ? fees.length > 0 : accountIds.length > 0)

async function present(db: Queryable, found: readonly Forecasted[]): Promise<ForecastStep[]> {
  if (found.length === 0) return []
  const names = await db
    .select({ id: customers.id, fullName: customers.fullName, companyName: customers.companyName })
    .from(customers)
    .where(inArray(customers.id, [...new Set(found.map(({ customerId }) => customerId))]))
  const accountIds = [...new Set(found.flatMap(({ step }) => step.accountIds))]
  const accounts =
    accountIds.length === 0
      ? []
      : await db
          .select({ id: hostingAccounts.id, username: hostingAccounts.username })
          .from(hostingAccounts)
          .where(inArray(hostingAccounts.id, accountIds))
  return found.map(({ customerId, step }) => {
    const name = names.find(({ id }) => id === customerId)
    return {
      on: step.on,
      action: step.action,
      customerId,
      customerName: name?.companyName ?? name?.fullName ?? '',
      invoiceNumbers: step.invoices.map(({ number }) => number),
      due: totalsOf(step.invoices.map(({ due }) => due)),
      fees: step.fees.map(({ fee }) => toJson(fee)),
      accounts: accounts.filter(({ id }) => step.accountIds.includes(id)),
    }
  })
}
