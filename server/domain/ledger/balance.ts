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
})

/** Derives a customer's balance from the ledger, by currency. @throws {Refusal} not-found */
export async function readBalance(ctx: Context, { id }: ById): Promise<Balance> {
  const { db } = ctx.database
  await requireCustomer(db, id)
  return { customerId: id, items: await balancesOf(db, id, await businessDay(db, ctx.clock)) }
}

/** @param on due dates before this day are over */
async function balancesOf(db: Queryable, customerId: string, on: string): Promise<Balance['items']> {
  const found = await db.execute(sql`
    select booked.currency, booked.receivable, booked.credit, coalesce(late.overdue, 0)::text as overdue
      from (
        select currency,
               coalesce(sum(amount) filter (where account = 'receivable'), 0)::text as receivable,
               coalesce(-sum(amount) filter (where account = 'credit'), 0)::text as credit
          from ${postings} where customer_id = ${customerId} group by currency
      ) booked
      left join (
        select currency, sum(amount_due) as overdue
          from ${documents}
         where customer_id = ${customerId} and kind = 'invoice' and status = 'open' and due_on < ${on}
         group by currency
      ) late on late.currency = booked.currency
     order by booked.currency`)
  return rowsOf(found).map((row) => {
    const { currency, receivable, credit, overdue } = sums.parse(row)
    const due = money(receivable, currency)
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
