import { and, asc, eq, gt, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import { type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { type Company, loadFacts } from '../billing/index.ts'
import { loadDunningFacts } from '../dunning/index.ts'
import { billingParks } from '../tables/billing-runs.ts'
import { customers } from '../tables/customers.ts'
import { charges, documentLines, documents } from '../tables/documents.ts'
import { dunningSteps, hostingWishes } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import type { FirstInvoice, OpenCase, SimulatedCustomer } from './customer.ts'

/** Only customers with a subscription that has not ended, or with an invoice that is owed, have a billing future. */
const hasFuture = or(
  inArray(
    customers.id,
    sql`(select ${subscriptions.customerId} from ${subscriptions} where ${subscriptions.status} <> 'ended')`,
  ),
  inArray(
    customers.id,
    sql`(select ${documents.customerId} from ${documents} where kind = 'invoice' and status in ('open', 'uncollectible')
          and amount_due > 0)`,
  ),
)

/** Returns ids of customers that can be simulated, in pages. */
export async function customersWithFuture(
  db: Queryable,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const rows = await db
    .select({ id: customers.id })
    .from(customers)
    .where(and(hasFuture, after === null ? undefined : gt(customers.id, after)))
    .orderBy(asc(customers.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}

interface Loading {
  readonly company: Company
  /** A dunning case that was decided before is decided again. */
  readonly policyChangedAt: Date | null
  /** The end of the simulation. */
  readonly until: LocalDate
}

/** Reads all that the future of customers depends on, in the order of the ids. Call it in a transaction with one snapshot. */
export async function loadCustomers(
  tx: Queryable,
  { company, policyChangedAt, until }: Loading,
  ids: readonly string[],
): Promise<SimulatedCustomer[]> {
  if (ids.length === 0) return []
  const loaded = await loadFacts(tx, company, ids, { endsUnpaidBy: until })
  const dunning = new Map((await loadDunningFacts(tx, ids)).map((each) => [each.customerId, each]))
  const suspendedBy = await suspendSteps(tx, ids)
  const stopped = await stoppedCustomers(tx, ids)
  const hosting = Map.groupBy(await loadHosting(tx, ids), ({ customerId }) => customerId)
  const first = await loadFirstInvoices(tx, ids)
  return ids.flatMap((id) => {
    const own = loaded.get(id)
    const dunned = dunning.get(id)
    if (!own) return []
    const row = dunned?.openCase ?? null
    const isOutdated = row !== null && policyChangedAt !== null && row.updatedAt < policyChangedAt
    const openCase: OpenCase | null = row && {
      taken: (dunned?.recorded ?? []).map((step) => ({
        ...step,
        accountIds: suspendedBy.get(`${row.id} ${step.stepId} ${step.dueOn}`) ?? [],
      })),
      heldUntil: row.heldUntil === null ? null : localDate(row.heldUntil),
      nextOn: isOutdated ? company.asOf : row.nextStepOn === null ? null : localDate(row.nextStepOn),
      failure: null,
    }
    const accounts = hosting.get(id) ?? []
    return [
      {
        ...own,
        isStopped: stopped.has(id),
        owed: dunned?.invoices ?? [],
        openCase,
        accounts: new Map(
          accounts.flatMap(({ subscriptionId, accountId }) =>
            subscriptionId === null ? [] : [[subscriptionId, accountId] as const],
          ),
        ),
        wished: new Set(accounts.flatMap(({ accountId, isWished }) => (isWished ? [accountId] : []))),
        suspended: new Set(accounts.flatMap(({ accountId, isOverdue }) => (isOverdue ? [accountId] : []))),
        firstInvoices: first.get(id) ?? new Map(),
        invoiced: 0,
      },
    ]
  })
}

async function stoppedCustomers(tx: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ id: billingParks.customerId })
    .from(billingParks)
    .where(and(inArray(billingParks.customerId, [...ids]), isNull(billingParks.closedAt)))
  return new Set(rows.map(({ id }) => id))
}

/** The accounts that the suspend steps of open cases concern, by case, step and due date. */
async function suspendSteps(tx: Queryable, ids: readonly string[]): Promise<Map<string, string[]>> {
  const found = await tx.execute(sql`
    select step.case_id, step.step, step.due_on::text as due_on, account.id as account_id from ${dunningSteps} step
      join dunning_cases open on open.id = step.case_id and open.closed_at is null and open.customer_id in ${[...ids]}
      cross join jsonb_array_elements_text(step.data -> 'accounts') account (id)
     where step.action = 'suspend' and not step.is_skipped`)
  const accounts = new Map<string, string[]>()
  for (const row of rowsOf(found)) {
    const key = `${String(row.case_id)} ${String(row.step)} ${String(row.due_on)}`
    const own = accounts.get(key) ?? []
    own.push(String(row.account_id))
    accounts.set(key, own)
  }
  return accounts
}

/** Each account once for each subscription that has it. One without a subscription can be suspended, too. */
const loadHosting = (tx: Queryable, ids: readonly string[]) =>
  tx
    .select({
      customerId: hostingAccounts.customerId,
      accountId: hostingAccounts.id,
      subscriptionId: subscriptions.id,
      isOverdue: sql<boolean>`${hostingAccounts.suspendReasons} ? 'overdue'`,
      isWished: sql<boolean>`coalesce(${hostingWishes.wanted}, false)`,
    })
    .from(hostingAccounts)
    .leftJoin(
      subscriptions,
      and(
        eq(subscriptions.hostingAccountId, hostingAccounts.id),
        eq(subscriptions.customerId, hostingAccounts.customerId),
      ),
    )
    .leftJoin(
      hostingWishes,
      and(eq(hostingWishes.accountId, hostingAccounts.id), eq(hostingWishes.reason, 'overdue')),
    )
    .where(
      and(
        inArray(hostingAccounts.customerId, [...ids]),
        notInArray(hostingAccounts.status, ['terminating', 'terminated']),
      ),
    )

/**
 * The invoices of subscriptions that wait for their payment, by customer and subscription, as `activatePaidSubscriptions`
 * finds them: a one-time item is invoiced apart, and pays for no period.
 */
async function loadFirstInvoices(tx: Queryable, ids: readonly string[]) {
  const found = await tx.execute(sql`
    select s.customer_id, s.id as subscription_id, d.id, d.status,
           d.total = 0 or d.total > (select coalesce(sum(note.total), 0) from ${documents} note
             where note.credited_document_id = d.id and note.kind = 'credit-note') as is_earned
      from ${subscriptions} s
      join ${documents} d on d.kind = 'invoice' and d.id in
           (select line.document_id from ${documentLines} line
              join ${charges} charge on charge.id = line.charge_id and charge.kind in ('recurring', 'setup')
             where line.subscription_id = s.id)
     where s.customer_id in ${[...ids]} and s.status = 'pending' and s.provision = 'after-payment'
     order by s.created_at, s.id, d.id`)
  const byCustomer = new Map<string, Map<string, FirstInvoice[]>>()
  for (const row of rowsOf(found)) {
    const own = byCustomer.get(String(row.customer_id)) ?? new Map<string, FirstInvoice[]>()
    const invoice = {
      documentId: String(row.id),
      status: String(row.status),
      isEarned: row.is_earned === true,
    }
    const key = String(row.subscription_id)
    const invoices = own.get(key) ?? []
    invoices.push(invoice)
    own.set(key, invoices)
    byCustomer.set(String(row.customer_id), own)
  }
  return byCustomer
}
