import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Interval, LocalDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { type Currency, currencyOf, money } from '#server/platform/money/index.ts'
import type { RecurringHistory, RecurringItem } from '../billing/decide/index.ts'
import { prices } from '../tables/products.ts'
import { subscriptionChanges, subscriptionItems, subscriptions } from '../tables/subscriptions.ts'

const historyRow = z.object({
  currency: z.string().transform(currencyOf),
  /** Items as "amount,quantity,unit,count,from,until", separated by ";". The last two are months. */
  items: z.string(),
  /** Pauses as "from,until". */
  pauses: z.string().nullable(),
  subscriptions: z.number(),
})

const monthCount = (date: SQL): SQL =>
  sql`(extract(year from ${date})::int * 12 + extract(month from ${date})::int - 1)`

/**
 * Reads the recurring items of all subscriptions as known on a day. Equal ones are one row, so that 100,000 subscriptions
 * to a few prices are some thousand rows. A subscription counts from the first billed day. One that waits for its first
 * payment, or ended while it waited, does not count.
 * @param on changes after this day are left out
 */
export async function readHistories(
  db: Queryable,
  on: LocalDate,
  currency?: Currency,
): Promise<RecurringHistory[]> {
  const isKnown = (date: SQL) => sql`case when ${date} <= ${on}::date then ${date} end`
  const found = await db.execute(sql`
    with spans as (
      select s.id, s.currency, p.amount, i.quantity, p.interval_unit, p.interval_count,
             greatest(i.from_on, coalesce(s.trial_ends_on, s.start_on)) as from_on,
             ${isKnown(sql`least(i.until_on, s.ended_on, s.cancel_on)`)} as until_on
        from ${subscriptions} s
        join ${subscriptionItems} i on i.subscription_id = s.id
        join ${prices} p on p.id = i.price_id and p.interval_unit <> 'once'
       where s.status <> 'pending'
         ${currency === undefined ? sql`` : sql`and s.currency = ${currency}`}
         and (s.status <> 'ended' or s.provision <> 'after-payment' or s.id in (
           select subscription_id from ${subscriptionChanges} where kind = 'activate'))
    ), items as (
      select id, currency, string_agg(
               concat_ws(',', amount, quantity, interval_unit, interval_count, ${monthCount(sql`from_on`)},
                         ${monthCount(sql`until_on`)}), ';'
               order by from_on, until_on, amount, quantity) as items
        from spans
       where from_on <= ${on}::date and (until_on is null or from_on < until_on)
       group by id, currency
    ), pauses as (
      select subscription_id, string_agg(
               concat_ws(',', ${monthCount(sql`paused_on`)}, ${monthCount(sql`resumed_on`)}), ';'
               order by paused_on) as pauses
        from (
          select subscription_id, kind, effective_on as paused_on,
                 ${isKnown(sql`lead(effective_on) over (partition by subscription_id order by sequence)`)} as resumed_on
            from ${subscriptionChanges} where kind in ('pause', 'resume')
        ) changes
       where kind = 'pause' and paused_on <= ${on}::date
       group by subscription_id
    )
    select items.currency, items.items, pauses.pauses, count(*)::int as subscriptions
      from items left join pauses on pauses.subscription_id = items.id
     group by 1, 2, 3`)
  return rowsOf(found).map((row) => {
    const { items, pauses, ...history } = historyRow.parse(row)
    return {
      ...history,
      items: items.split(';').map((text) => itemOf(text, history.currency)),
      pauses: pauses === null ? [] : pauses.split(';').map(pauseOf),
    }
  })
}

const whole = (text: string | undefined): number => Number.parseInt(text ?? '', 10)
const wholeOrNull = (text: string | undefined): number | null => (text === undefined ? null : whole(text))
const unit = z.enum(['day', 'week', 'month', 'year'] satisfies Interval['unit'][])

function itemOf(text: string, currency: Currency): RecurringItem {
  const [amount = '', quantity, interval, count, from, until] = text.split(',')
  return {
    amount: money(BigInt(amount), currency),
    quantity: whole(quantity),
    interval: { unit: unit.parse(interval), count: whole(count) },
    from: whole(from),
    until: wholeOrNull(until),
  }
}

function pauseOf(text: string) {
  const [from, until] = text.split(',')
  return { from: whole(from), until: wholeOrNull(until) }
}
