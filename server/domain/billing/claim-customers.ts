import { sql } from 'drizzle-orm'
import { addDays, type LocalDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { billingParks } from '../tables/billing-runs.ts'
import { subscriptions } from '../tables/subscriptions.ts'

export interface DueOn {
  readonly asOf: LocalDate
  readonly invoiceDaysAhead: number
}

/** The reasons to plan a customer: something is to bill, to end, or to begin. Each has its index. */
export const dueReasons = ['bill', 'end', 'begin'] as const
type DueReason = (typeof dueReasons)[number]

const isDue = (reason: DueReason, { asOf, invoiceDaysAhead }: DueOn) => {
  if (reason === 'bill') return sql`s.next_bill_on <= ${addDays(asOf, invoiceDaysAhead)}::date`
  if (reason === 'end') return sql`s.cancel_on <= ${asOf}::date and s.status <> 'ended'`
  return sql`s.status = 'pending' and s.provision <> 'after-payment' and s.start_on <= ${asOf}::date`
}

const isParked = sql`exists (
  select from ${billingParks} park where park.customer_id = s.customer_id and park.closed_at is null)`

/**
 * Locks due customers until the transaction ends, and skips those that another transaction has. Two runs at once never get
 * the same customer, and one that waits gets none that the other has just billed.
 */
export async function claimDueCustomers(
  tx: Queryable,
  { reason, limit, ...due }: DueOn & { reason: DueReason; limit: number },
): Promise<string[]> {
  const found = await tx.execute(sql`
    select s.customer_id as id from ${subscriptions} s
      join ${billingProfiles} p on p.customer_id = s.customer_id
     where ${isDue(reason, due)} and not ${isParked}
     order by s.next_bill_on, s.customer_id limit ${limit}
       for update of p skip locked`)
  return [...new Set(rowsOf(found).map(({ id }) => String(id)))]
}

/**
 * Adds the rows that {@link claimDueCustomers} locks, for all due customers without one: once for a run, because it reads
 * everything that is due.
 */
export async function addMissingProfiles(
  db: Queryable,
  reason: DueReason,
  due: DueOn,
  at: Date,
): Promise<void> {
  const now = sql`${at.toISOString()}::timestamptz`
  await db.execute(sql`
    insert into ${billingProfiles} (customer_id, created_at, updated_at)
    select distinct s.customer_id, ${now}, ${now} from ${subscriptions} s
     where ${isDue(reason, due)}
       and not exists (select from ${billingProfiles} p where p.customer_id = s.customer_id)
    on conflict do nothing`)
}

/** Locks one due customer, unless another transaction has it or has billed it. */
export async function claimCustomer(tx: Queryable, id: string): Promise<boolean> {
  const found = await tx.execute(sql`
    select customer_id from ${billingProfiles} where customer_id = ${id}::uuid
       and not exists (select from ${billingParks} park where park.customer_id = ${id}::uuid and park.closed_at is null)
       for update skip locked`)
  return rowsOf(found).length > 0
}

/** All due customers, without locks, for a run that writes nothing. */
export async function readDueCustomers(db: Queryable, due: DueOn): Promise<string[]> {
  const parts = dueReasons.map(
    (reason) =>
      sql`select s.customer_id as id from ${subscriptions} s where ${isDue(reason, due)} and not ${isParked}`,
  )
  const found = await db.execute(sql`${sql.join(parts, sql` union `)} order by id`)
  return rowsOf(found).map(({ id }) => String(id))
}

/** Whether a run would find work. */
export async function hasDueCustomers(db: Queryable, due: DueOn): Promise<boolean> {
  const parts = dueReasons.map(
    (reason) => sql`exists (select from ${subscriptions} s where ${isDue(reason, due)} and not ${isParked})`,
  )
  const [row] = rowsOf(await db.execute(sql`select ${sql.join(parts, sql` or `)} as found`))
  return row?.found === true
}
