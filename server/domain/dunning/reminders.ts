import { sql } from 'drizzle-orm'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, sum } from '#server/platform/money/index.ts'
import type { PlannedStep } from '../billing/decide/index.ts'
import { mailPart } from '../mail/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { customers } from '../tables/customers.ts'

interface Reminder {
  readonly customerId: string
  readonly step: PlannedStep
  readonly today: LocalDate
  readonly usernames?: readonly string[]
  readonly at: Date
}

/** Amounts as mail/texts formats them: "11900 EUR", by currency. */
function dueText({ invoices }: PlannedStep): string {
  const currencies = [...new Set(invoices.map(({ due }) => due.currency))].toSorted()
  return currencies
    .map((currency) => {
      const due = invoices.map((invoice) => invoice.due).filter((each) => each.currency === currency)
      return `${sum(due, currencyOf(currency)).amount} ${currency}`
    })
    .join(', ')
}

/** Writes the mail of a step to the customer, in the transaction of the step. Nothing while mail is not set up. */
export async function queueDunningMail(tx: Queryable, reminder: Reminder): Promise<void> {
  const { customerId, step, today, usernames, at } = reminder
  const kind = usernames ? 'hosting-suspended' : step.dueOn < today ? 'payment-overdue' : 'payment-reminder'
  const who = sql`(select coalesce(nullif(p.invoice_email, ''), c.email) as email, c.full_name, c.user_id
    from ${customers} c left join ${billingProfiles} p on p.customer_id = c.id where c.id = ${customerId}::uuid) who`
  await tx.execute(
    mailPart(
      {
        kind,
        recipient: sql`who.email`,
        recipientName: sql`who.full_name`,
        userId: sql`who.user_id`,
        customerId,
        values: {
          invoices: step.invoices.map(({ number }) => number).join(', '),
          amount: dueText(step),
          dueOn: step.dueOn,
          ...(usernames ? { usernames: usernames.join(', ') } : {}),
        },
        at,
      },
      who,
    ),
  )
}
