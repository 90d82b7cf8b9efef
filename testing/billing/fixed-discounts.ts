import { sql } from 'drizzle-orm'
import { charges } from '#server/domain/tables/documents.ts'
import { subscriptions } from '#server/domain/tables/subscriptions.ts'
import { type Db, rowsOf } from '#server/platform/database/index.ts'

/**
 * The periods of subscriptions in which a fixed coupon took off more than its amount, or credits gave back more than it took.
 * A first invoice that waited for its payment has no dates: its period begins with the subscription.
 */
export async function discountsBeyond(
  db: Db,
  {
    customerId,
    code,
    amount,
  }: { readonly customerId: string; readonly code: string; readonly amount: bigint },
) {
  const found = await db.execute(sql`
    select charge.subscription_id as subscription,
           coalesce(charge.explanation ->> 'periodStart', subscription.start_on::text) as period,
           sum(charge.discount)::text as discount
      from ${charges} charge
      join ${subscriptions} subscription on subscription.id = charge.subscription_id
      left join ${charges} credited on credited.id::text = charge.explanation ->> 'credits'
     where charge.customer_id = ${customerId}
       and coalesce(credited.explanation ->> 'coupon', charge.explanation ->> 'coupon') = ${code}
     group by 1, 2
    having sum(charge.discount) > ${amount.toString()}::bigint or sum(charge.discount) < 0`)
  return rowsOf(found)
}
