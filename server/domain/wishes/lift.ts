import { type SQL, sql } from 'drizzle-orm'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { alerts } from '../tables/alerts.ts'
import { documents } from '../tables/documents.ts'
import { dunningCases, dunningSteps, hostingWishes } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

interface Settled {
  readonly customerIds: readonly string[]
  /** Today in the company's time zone. */
  readonly on: LocalDate
  readonly at: Date
}

/** Open and written-off invoices with an amount that is due. */
const owed = sql`kind = 'invoice' and status in ('open', 'uncollectible') and amount_due > 0`

/**
 * Lifts the wishes that no owed invoice supports any more, and closes the dunning case when none of its invoices is owed.
 * Call it in every transaction that pays, credits or cancels an invoice, under the locks of the customers. It concerns the
 * reason `overdue` only: an account that is also suspended for abuse stays suspended. An account that is owed for again
 * while its case is open waits for dunning, which suspends it again.
 */
export async function liftIfSettled(tx: Queryable, { customerIds, on, at }: Settled): Promise<void> {
  if (customerIds.length === 0) return
  const ids = sql.join(
    customerIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  const time = sql`${at.toISOString()}::timestamptz`
  await liftUnsupported(tx, ids, { why: 'The overdue invoices are settled.', time })
  // Staff may have suspended the account as overdue themselves.
  await tx.execute(sql`
    insert into ${hostingWishes} (account_id, reason, wanted, settled, why, since, updated_at)
    select account.id, 'overdue', false, false, 'No invoice is overdue.', ${time}, ${time}
      from ${hostingAccounts} account
     where account.customer_id in (${ids}) and account.suspend_reasons ? 'overdue'
       and not exists (select 1 from ${documents}
            where customer_id = account.customer_id and ${owed} and due_on < ${on}::date)
    on conflict (account_id, reason) do update
      set settled = false, since = excluded.since, next_try_at = null, updated_at = excluded.updated_at
      where not ${hostingWishes}.wanted and ${hostingWishes}.settled`)
  await tx.execute(sql`
    with closed as (
      update ${dunningCases} set state = 'cleared', closed_at = ${time}, updated_at = ${time}, next_step_on = null
       where customer_id in (${ids}) and closed_at is null
         and not exists (select 1 from ${documents} where customer_id = ${dunningCases}.customer_id and ${owed}
              and due_on in (select due_on from ${dunningSteps} where case_id = ${dunningCases}.id))
      returning customer_id)
    update ${alerts} set closed_at = ${time}
     where customer_id in (select customer_id from closed) and cause in ('termination-due', 'no-account-to-suspend')
       and closed_at is null`)
  await suspendAgain(tx, ids, { on, time })
}

/** Lifts the wishes of customers that no owed invoice of a subscription with the account supports. */
export async function liftUnsupported(
  tx: Queryable,
  customerIds: SQL,
  { why, time }: { readonly why: string; readonly time: SQL },
): Promise<void> {
  await tx.execute(sql`
    update ${hostingWishes} set wanted = false, settled = false, why = ${why},
           since = ${time}, next_try_at = null, updated_at = ${time}
     where wanted and account_id in (select id from ${hostingAccounts} where customer_id in (${customerIds}))
       and not exists (select 1 from overdue_suspensions still
            where still.account_id = ${hostingWishes}.account_id and still.case_id = ${hostingWishes}.case_id)`)
}

/**
 * After a reversal, an invoice can be owed again whose suspension was lifted, while other invoices keep the case open. The
 * same is true of an account that is linked again. The step was taken and is not due again. So the account moves from the
 * step's `accounts` to `again`, and the next run takes the step for it, within the hours and the brake.
 */
export async function suspendAgain(
  tx: Queryable,
  customerIds: SQL,
  { on, time }: { readonly on: LocalDate; readonly time: SQL },
): Promise<void> {
  await tx.execute(sql`
    with owed as (
      select owing.case_id, jsonb_agg(owing.account_id) as accounts
        from overdue_suspensions owing
        join ${hostingAccounts} account on account.id = owing.account_id
         and account.status not in ('terminating', 'terminated')
       where owing.customer_id in (${customerIds})
         and not exists (select 1 from ${hostingWishes} wish
              where wish.account_id = owing.account_id and wish.reason = 'overdue' and wish.wanted)
       group by owing.case_id
    ), moved as (
      update ${dunningSteps} step set data = step.data || jsonb_build_object(
          'accounts', (select coalesce(jsonb_agg(one.id), '[]') from jsonb_array_elements(step.data -> 'accounts') one (id)
                        where not owed.accounts @> one.id),
          'again', coalesce(step.data -> 'again', '[]') ||
                   (select coalesce(jsonb_agg(one.id), '[]') from jsonb_array_elements(step.data -> 'accounts') one (id)
                     where owed.accounts @> one.id))
        from owed where step.case_id = owed.case_id and step.action = 'suspend' and not step.is_skipped
      returning step.case_id)
    update ${dunningCases} set next_step_on = ${on}::date, state = 'open', updated_at = ${time}
     where id in (select case_id from moved)`)
}
