import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { Balance } from '#contracts/ledger/schemas.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { currencyOf, money, subtract, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { documents } from '../tables/documents.ts'
import { postings } from '../tables/ledger.ts'
import { businessDay } from './business-day.ts'
import { requireCustomer } from './require-customer.ts'

const sums = z.object({
  currency: z.string().transform(currencyOf),
  receivable: z.coerce.bigint(),
  credit: z.coerce.bigint(),
  overdue: z.coerce.bigint(),
  written_off: z.coerce.bigint(),
})

interface BalanceOptions {
  /** Written-off invoices are due, too: the customer still owes them, and the books of the company do not count them. */
  readonly withWrittenOff?: boolean
}

/** Derives a customer's balance from the ledger, by currency. @throws {Refusal} not-found */
export async function readBalance(
  ctx: Context,
  { id }: ById,
  { withWrittenOff = false }: BalanceOptions = {},
): Promise<Balance> {
  const { db } = ctx.database
  await requireCustomer(db, id)
  const on = await businessDay(db, ctx.clock)
  return { customerId: id, items: await balancesOf(db, { customerId: id, on, withWrittenOff }) }
}

/** @param on due dates before this day are over */
async function balancesOf(
  db: Queryable,
  { customerId, on, withWrittenOff }: { customerId: string; on: string; withWrittenOff: boolean },
): Promise<Balance['items']> {
  const found = await db.execute(sql`
    select booked.currency, booked.receivable, booked.credit, coalesce(owed.overdue, 0)::text as overdue,
           coalesce(owed.written_off, 0)::text as written_off
      from (
        select currency,
               coalesce(sum(amount) filter (where account = 'receivable'), 0)::text as receivable,
               coalesce(-sum(amount) filter (where account = 'credit'), 0)::text as credit
          from ${postings} where customer_id = ${customerId} group by currency
      ) booked
      left join (
        select currency, sum(amount_due) filter (where due_on < ${on}) as overdue,
               sum(amount_due) filter (where status = 'uncollectible') as written_off
          from ${documents}
         where customer_id = ${customerId} and kind = 'invoice' and amount_due > 0
           and status in ('open', ${withWrittenOff ? 'uncollectible' : 'open'})
         group by currency
      ) owed on owed.currency = booked.currency
     order by booked.currency`)
  return rowsOf(found).map((row) => {
    const { currency, receivable, credit, overdue, written_off: writtenOff } = sums.parse(row)
    const due = money(receivable + writtenOff, currency)
    const unused = money(credit, currency)
    return {
      currency,
      due: toJson(due),
      overdue: toJson(money(overdue, currency)),
      credit: toJson(unused),
      balance: toJson(subtract(unused, due)),
    }
  })
}
