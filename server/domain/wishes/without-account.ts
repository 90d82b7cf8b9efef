import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { documentLines, documents } from '../tables/documents.ts'
import { dunningCases, dunningSteps } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { products } from '../tables/products.ts'
import { subscriptionItems, subscriptions } from '../tables/subscriptions.ts'

const row = z.object({ id: z.string(), title: z.string() })
type OverdueWithoutAccount = z.infer<typeof row>

/**
 * Returns the subscriptions of a customer whose suspension was taken without an account, although there should be one:
 * hosting was requested with the subscription, or its plan includes hosting and the customer has an account that no
 * subscription has. A subscription that waits for its first payment has no hosting yet.
 */
export async function overdueWithoutAccount(
  db: Queryable,
  customerId: string,
): Promise<OverdueWithoutAccount[]> {
  const found = await db.execute(sql`
    select s.id, coalesce((select string_agg(distinct i.description, ', ') from ${subscriptionItems} i
                  where i.subscription_id = s.id and i.until_on is null), '') as title
      from ${subscriptions} s
     where s.customer_id = ${customerId}::uuid and s.hosting_account_id is null and s.status in ('active', 'paused')
       and exists (select from ${dunningCases} c
             join ${dunningSteps} t on t.case_id = c.id and t.action in ('suspend', 'ask-to-terminate') and not t.is_skipped
             join ${documents} d on d.customer_id = c.customer_id and d.due_on = t.due_on and d.kind = 'invoice'
              and d.status = 'open' and d.amount_due > 0
             join ${documentLines} l on l.document_id = d.id and l.subscription_id = s.id
            where c.customer_id = s.customer_id and c.closed_at is null)
       and (s.provision <> 'none'
         or exists (select from ${subscriptionItems} i join ${products} p on p.id = i.product_id and p.with_hosting
                     where i.subscription_id = s.id and i.until_on is null)
        and exists (select from ${hostingAccounts} a
                     where a.customer_id = s.customer_id and a.status in ('active', 'suspended')
                       and not exists (select from ${subscriptions} other
                            where other.hosting_account_id = a.id and other.status <> 'ended')))
     order by s.id`)
  return rowsOf(found).map((each) => row.parse(each))
}
