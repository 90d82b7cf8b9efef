import { eq, sql } from 'drizzle-orm'
import type { BillingRun, BillingRunRequest } from '#contracts/billing/schemas.ts'
import { addDays, type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import {
  type Database,
  isDatabaseBusy,
  isDatabaseUnavailable,
  isDiskFull,
  type Tx,
} from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { closeBillingAlert, openBillingAlert } from '../alerts/index.ts'
import type { Domain } from '../context.ts'
import { billingRuns } from '../tables/billing-runs.ts'
import { applyPlans } from './apply.ts'
import { addMissingProfiles, claimCustomer, claimDueCustomers, dueReasons } from './claim-customers.ts'
import { dryRun } from './dry-run.ts'
import { LaterNumberGiven, SeriesBlocked } from './finalize.ts'
import { type Company, loadCompany, loadFacts } from './load.ts'
import { parkCustomers } from './park.ts'
import { planRenewals, reasonOf } from './plan-renewals.ts'
import { emptyReport, invoicesOf, presentReport, type Report, reported } from './report.ts'
import { beginRun, leaseEnd } from './run-row.ts'

/**
 * Customers in one transaction. Their documents get their numbers with one lock of the series. The embedded database runs
 * one statement at a time in this process, so that all else waits for a statement of a batch.
 */
const batchSizeOf = ({ lite }: Pick<Database, 'lite'>): number => (lite ? 25 : 500)

/** A dry run for a later date plans every period up to it. */
const mostDaysAhead = 366

function dryRunDate(asOf: LocalDate, today: LocalDate): LocalDate {
  const latest = addDays(today, mostDaysAhead)
  if (asOf <= latest) return asOf
  throw fieldRefusal(
    'invalid-body',
    'asOf',
    'invalid',
    `A dry run shows at most one year: up to ${latest}. Choose an earlier date, or use the forecast for later ones.`,
  )
}

type RunContext = Pick<Domain, 'database' | 'clock' | 'log' | 'jobs' | 'alertWebhook' | 'linkOrigin'>

export interface RunBy {
  readonly kind: 'staff' | 'customer' | 'system'
  readonly name: string
  readonly userId?: string
}

interface Run {
  readonly id: string
  readonly by: RunBy
  readonly report: Report
}

/**
 * Bills everything that is due, batch by batch. Each batch is one transaction, so a crash loses nothing and repeats
 * nothing: the next run finds what is left. With `dryRun` it writes nothing, and `asOf` can be a later date.
 * @throws {Refusal} invalid-body: another date without dryRun, or one too far ahead with it. operation-under-way: a run is in progress. wrong-state: no
 * invoice can be numbered
 */
export async function runBilling(
  ctx: RunContext,
  { asOf, dryRun: writesNothing }: BillingRunRequest,
  by: RunBy,
): Promise<BillingRun> {
  const { db } = ctx.database
  const startedAt = ctx.clock.now()
  const { asOf: today, row: terms } = await loadCompany(db, startedAt)
  if (writesNothing) return dryRun(ctx, asOf === undefined ? today : dryRunDate(localDate(asOf), today))
  if (asOf !== undefined && asOf !== today)
    throw fieldRefusal(
      'invalid-body',
      'asOf',
      'invalid',
      'A run bills what is due today. Leave asOf out, or set dryRun to see another date.',
    )
  const id = newId()
  await beginRun(db, { id, asOf: today, by: by.name, at: startedAt })
  const run: Run = { id, by, report: emptyReport() }
  try {
    for (const reason of dueReasons) {
      const due = { asOf: today, invoiceDaysAhead: terms.invoiceDaysAhead }
      await addMissingProfiles(db, reason, due, startedAt)
      while (await runBatch(ctx, run, reason));
    }
  } catch (error) {
    if (error instanceof SeriesBlocked) await stopRun(ctx, id, error)
    throw error
  }
  await db.transaction(async (tx) => {
    const at = ctx.clock.now()
    await tx
      .update(billingRuns)
      .set({ state: 'done', endedAt: at, leaseUntil: null })
      .where(eq(billingRuns.id, id))
    await closeBillingAlert(tx, ctx, 'billing-stopped', at)
  })
  return presentReport(db, run.report, {
    id,
    asOf: today,
    dryRun: false,
    startedAt,
    endedAt: ctx.clock.now(),
  })
}

/** Ends a run that could not number an invoice of any customer, with one alert. The next run bills what is left. */
async function stopRun(ctx: RunContext, id: string, error: SeriesBlocked): Promise<void> {
  const at = ctx.clock.now()
  ctx.log.error({ err: error }, 'The invoice run was stopped.')
  await ctx.database.db.transaction(async (tx) => {
    await tx
      .update(billingRuns)
      .set({ state: 'stopped', endedAt: at, leaseUntil: null })
      .where(eq(billingRuns.id, id))
    await openBillingAlert(
      tx,
      ctx,
      {
        cause: 'billing-stopped',
        customerId: null,
        message: `The invoice run was stopped. ${error.message}`,
        done: 'No renewal is invoiced. Payments are still recorded.',
        remedy: 'Fix the cause. The next run invoices what is due, and then this alert closes.',
        page: '/settings/billing/numbering',
      },
      at,
    )
  })
}

/** Bills one batch. Returns whether there may be more. */
async function runBatch(ctx: RunContext, run: Run, reason: (typeof dueReasons)[number]): Promise<boolean> {
  const claimed: string[] = []
  try {
    const done = await ctx.database.db.transaction(async (tx) => {
      claimed.length = 0
      const company = await loadCompany(tx, ctx.clock.now())
      claimed.push(
        ...(await claimDueCustomers(tx, {
          reason,
          limit: batchSizeOf(ctx.database),
          asOf: company.asOf,
          invoiceDaysAhead: company.row.invoiceDaysAhead,
        })),
      )
      return claimed.length === 0 ? null : billCustomers(tx, ctx, run, { company, ids: claimed })
    })
    if (done === null) return false
    reported(run.report, done)
    return true
  } catch (error) {
    if (await passedMidnight(ctx, error)) return true
    // A statement for one customer can succeed within a limit that the statement of a batch exceeds.
    if ((concernsAll(error) && !mayPassAlone(error)) || claimed.length === 0) throw error
    ctx.log.warn(
      { err: error },
      'A batch of renewals could not be written. Its customers are billed one by one.',
    )
    for (const id of claimed) await billAlone(ctx, run, id)
    return true
  }
}

/** Another process numbered a document of the new day while the batch was planned for the old one: it is planned again. */
async function passedMidnight({ database, clock }: RunContext, error: unknown): Promise<boolean> {
  if (!(error instanceof LaterNumberGiven)) return false
  const { asOf: today } = await loadCompany(database.db, clock.now())
  return today >= error.issuedOn
}

/**
 * Such a customer is not stopped, because the cause is the installation: the database is away, has no disk space, memory or
 * connections, or stopped a statement that waited or ran too long. The run ends, and the next one bills what is left.
 */
const concernsAll = (error: unknown): boolean =>
  isDatabaseUnavailable(error) || isDatabaseBusy(error) || error instanceof SeriesBlocked || isDiskFull(error)

const mayPassAlone = (error: unknown): boolean => isDatabaseBusy(error) && !isDiskFull(error)

async function billCustomers(
  tx: Tx,
  ctx: RunContext,
  { id: runId, by }: Run,
  { company, ids }: { readonly company: Company; readonly ids: readonly string[] },
) {
  const at = ctx.clock.now()
  const loaded = await loadFacts(tx, company, ids)
  const { plans, parks } = await planRenewals(loaded.values(), ctx.log)
  await parkCustomers(tx, parks, { domain: ctx, runId, at })
  const written = await applyPlans(tx, plans, { seller: company.seller, actor: by, at })
  const invoiced = plans.reduce((count, { plan }) => count + invoicesOf(plan).length, 0)
  await tx
    .update(billingRuns)
    .set({
      leaseUntil: leaseEnd(at),
      counts: sql`jsonb_build_object(
        'due', coalesce((counts ->> 'due')::int, 0) + ${ids.length}::int,
        'invoiced', coalesce((counts ->> 'invoiced')::int, 0) + ${invoiced}::int,
        'parked', coalesce((counts ->> 'parked')::int, 0) + ${parks.length}::int)`,
    })
    .where(eq(billingRuns.id, runId))
  return { due: ids.length, plans: plans.map(({ plan }, index) => ({ plan, ids: written[index] })), parks }
}

/** After a batch that failed: one customer in one transaction. One that fails again is parked. */
async function billAlone(ctx: RunContext, run: Run, id: string): Promise<void> {
  const { db } = ctx.database
  try {
    const done = await db.transaction(async (tx) => {
      const company = await loadCompany(tx, ctx.clock.now())
      return (await claimCustomer(tx, id)) ? billCustomers(tx, ctx, run, { company, ids: [id] }) : null
    })
    if (done) reported(run.report, done)
  } catch (error) {
    if (concernsAll(error)) throw error
    ctx.log.error({ err: error, customerId: id }, 'The renewals of a customer could not be written.')
    const park = { customerId: id, ...reasonOf(error) }
    await db.transaction((tx) =>
      parkCustomers(tx, [park], { domain: ctx, runId: run.id, at: ctx.clock.now() }),
    )
    reported(run.report, { due: 1, plans: [], parks: [park] })
  }
}
