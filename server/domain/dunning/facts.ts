import { and, inArray, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { localDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { currencyOf, money } from '#server/platform/money/index.ts'
import type { OwedInvoice, RecordedStep } from '../billing/decide/index.ts'
import { charges, documentLines, documents } from '../tables/documents.ts'
import { dunningCases, dunningSteps } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { subscriptions } from '../tables/subscriptions.ts'

export type CaseRow = typeof dunningCases.$inferSelect

/** One customer's owed invoices, with the open case and its steps. */
export interface CustomerFacts {
  readonly customerId: string
  readonly openCase: CaseRow | null
  readonly invoices: readonly OwedInvoice[]
  readonly recorded: readonly RecordedStep[]
}

const row = z.object({
  id: z.string(),
  customer_id: z.string(),
  number: z.string(),
  due_on: z.string().transform(localDate),
  currency: z.string().transform(currencyOf),
  amount_due: z.coerce.bigint(),
  status: z.enum(['open', 'uncollectible']),
  late_fee: z.boolean(),
  has_late_fee: z.boolean(),
  accounts: z.array(z.string()),
})

const againFor = z.object({ again: z.array(z.string()).default([]) }).transform(({ again }) => again)

/** Reads the facts of customers, in the order of the ids. Customers who owe nothing have no invoices. */
export async function loadFacts(db: Queryable, customerIds: readonly string[]): Promise<CustomerFacts[]> {
  if (customerIds.length === 0) return []
  const ids = sql.join(
    customerIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  const found = await db.execute(sql`
    select d.id, d.customer_id, d.number, d.due_on::text as due_on, d.currency, d.amount_due::text as amount_due, d.status,
           (exists (select 1 from ${documentLines} l join ${charges} c on c.id = l.charge_id
                    where l.document_id = d.id and c.kind = 'late-fee')
            and not exists (select 1 from ${documentLines} l left join ${charges} c on c.id = l.charge_id
                    where l.document_id = d.id and c.kind is distinct from 'late-fee')) as late_fee,
           exists (select 1 from ${charges} c where c.late_document_id = d.id and c.kind = 'late-fee') as has_late_fee,
           coalesce((select jsonb_agg(distinct a.id) from ${documentLines} l
              join ${subscriptions} s on s.id = l.subscription_id and s.customer_id = d.customer_id
              join ${hostingAccounts} a on a.id = s.hosting_account_id and a.status not in ('terminating', 'terminated')
             where l.document_id = d.id), '[]'::jsonb) as accounts
      from ${documents} d
     where d.customer_id in (${ids}) and d.kind = 'invoice' and d.status in ('open', 'uncollectible')
       and d.amount_due > 0 and d.due_on is not null
     order by d.due_on, d.id`)
  const invoices = Map.groupBy(
    rowsOf(found).map((each) => row.parse(each)),
    (each) => each.customer_id,
  )
  const cases = await db
    .select()
    .from(dunningCases)
    .where(and(inArray(dunningCases.customerId, [...customerIds]), isNull(dunningCases.closedAt)))
  const steps =
    cases.length === 0
      ? []
      : await db
          .select()
          .from(dunningSteps)
          .where(
            inArray(
              dunningSteps.caseId,
              cases.map(({ id }) => id),
            ),
          )
  const caseOf = new Map(cases.map((each) => [each.customerId, each]))
  const stepsOf = Map.groupBy(steps, ({ caseId }) => caseId)
  return customerIds.map((customerId) => {
    const openCase = caseOf.get(customerId) ?? null
    return {
      customerId,
      openCase,
      invoices: (invoices.get(customerId) ?? []).map((each) => ({
        documentId: each.id,
        number: each.number,
        dueOn: each.due_on,
        due: money(each.amount_due, each.currency),
        isWrittenOff: each.status === 'uncollectible',
        isLateFee: each.late_fee,
        hasLateFee: each.has_late_fee,
        accountIds: each.accounts,
      })),
      recorded: (stepsOf.get(openCase?.id ?? '') ?? []).map(({ step, dueOn, doneOn, isSkipped, data }) => ({
        stepId: step,
        dueOn: localDate(dueOn),
        doneOn: localDate(doneOn),
        isSkipped,
        againFor: againFor.parse(data),
      })),
    }
  })
}
