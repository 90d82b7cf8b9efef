import { sql } from 'drizzle-orm'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { documentLines, documents } from '../tables/documents.ts'
import { dunningCases, dunningSteps } from '../tables/dunning.ts'
import { liftUnsupported, suspendAgain } from './lift.ts'

interface Linked {
  readonly customerId: string
  readonly subscriptionId: string
  /** Null: the subscription has no account now. */
  readonly accountId: string | null
  /** Today in the company's time zone. */
  readonly on: LocalDate
  readonly at: Date
}

/**
 * Makes dunning follow the new account of a subscription, under the lock of the customer. The wish of the earlier account
 * is lifted. If the suspension of an owed invoice was taken, the next run takes it for the new account, within the hours
 * and the brake.
 */
export async function followLink(tx: Queryable, linked: Linked): Promise<void> {
  const { customerId, accountId, on, at } = linked
  const ids = sql`${customerId}::uuid`
  const time = sql`${at.toISOString()}::timestamptz`
  await liftUnsupported(tx, ids, {
    why: 'The account is no longer linked to the overdue subscription.',
    time,
  })
  await suspendAgain(tx, ids, { on, time })
  if (accountId !== null) await suspendAlso(tx, { ...linked, accountId })
}

/** Adds an account to the suspensions that were taken without it. `again` is read by the decision of the next run. */
async function suspendAlso(
  tx: Queryable,
  { customerId, subscriptionId, accountId, on, at }: Linked & { readonly accountId: string },
): Promise<void> {
  await tx.execute(sql`
    with added as (
      update ${dunningSteps} step set data = step.data || jsonb_build_object('again',
             (coalesce(step.data -> 'again', '[]') - ${accountId}::text) || jsonb_build_array(${accountId}::text))
        from ${dunningCases} open
       where open.id = step.case_id and open.customer_id = ${customerId}::uuid and open.closed_at is null
         and step.action = 'suspend' and not step.is_skipped
         and not coalesce(step.data -> 'accounts' ? ${accountId}::text, false)
         and exists (select from ${documents} d join ${documentLines} l on l.document_id = d.id
              where d.customer_id = open.customer_id and d.kind = 'invoice' and d.status = 'open' and d.amount_due > 0
                and d.due_on = step.due_on and l.subscription_id = ${subscriptionId}::uuid)
      returning step.case_id)
    update ${dunningCases} set next_step_on = ${on}::date, state = 'open', updated_at = ${at.toISOString()}::timestamptz
     where id in (select case_id from added)`)
}
