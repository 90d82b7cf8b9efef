import { sql } from 'drizzle-orm'
import { addDays, type LocalDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { documents } from '../tables/documents.ts'
import { dunningCases, dunningSteps } from '../tables/dunning.ts'

interface Due {
  readonly today: LocalDate
  /** Of the policy's first step, in days after the due date. Null: dunning is off, and only cases that are over are due. */
  readonly firstDay: number | null
  /** A case that was decided before is decided again. Null: the policy was never changed. */
  readonly policyChangedAt: Date | null
  /** Customers after this one, in the order of their ids. */
  readonly after: string | null
  readonly limit: number
}

/**
 * Returns customers with something to do: the next step of their case is due, an invoice has reached the first step and
 * none is recorded for its due date, or the case may be over.
 */
export async function dueCustomers(
  db: Queryable,
  { today, firstDay, policyChangedAt, after, limit }: Due,
): Promise<string[]> {
  const isOn = firstDay === null ? sql`false` : sql`true`
  const reached = addDays(today, -(firstDay ?? 0))
  const changedAt = policyChangedAt?.toISOString() ?? '-infinity'
  const found = await db.execute(sql`
    select customer_id from (
      select customer_id from ${dunningCases} where ${isOn} and closed_at is null
         and (next_step_on <= ${today}::date or updated_at < ${changedAt}::timestamptz)
      union
      select d.customer_id from ${documents} d
        left join ${dunningCases} c on c.customer_id = d.customer_id and c.closed_at is null
       where ${isOn} and d.kind = 'invoice' and d.status = 'open' and d.amount_due > 0 and d.due_on <= ${reached}::date
         and coalesce(c.held_until, '-infinity') <= ${today}::date
         and not exists (select 1 from ${dunningSteps} t where t.case_id = c.id and t.due_on = d.due_on)
      union
      select c.customer_id from ${dunningCases} c
       where c.closed_at is null and not exists (select 1 from ${documents} d
          where d.customer_id = c.customer_id and d.kind = 'invoice' and d.status in ('open', 'uncollectible')
            and d.amount_due > 0 and d.due_on in (select due_on from ${dunningSteps} t where t.case_id = c.id))
    ) due
    where ${after === null ? sql`true` : sql`customer_id > ${after}::uuid`}
    order by customer_id limit ${limit}`)
  return rowsOf(found).map(({ customer_id }) => String(customer_id))
}

/** Returns all customers who owe an open invoice, in pages. */
export async function owingCustomers(
  db: Queryable,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const found = await db.execute(sql`
    select distinct customer_id from ${documents}
     where kind = 'invoice' and status = 'open' and amount_due > 0
       and ${after === null ? sql`true` : sql`customer_id > ${after}::uuid`}
     order by customer_id limit ${limit}`)
  return rowsOf(found).map(({ customer_id }) => String(customer_id))
}
