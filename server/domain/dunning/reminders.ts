import { sql } from 'drizzle-orm'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { PlannedStep } from '../billing/decide/index.ts'
import { amountsText, mailPart } from '../mail/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { customers } from '../tables/customers.ts'

interface Reminder {
  readonly customerId: string
  readonly step: PlannedStep
  readonly today: LocalDate
  readonly usernames?: readonly string[]
  readonly at: Date
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
          amount: amountsText(step.invoices.map(({ due }) => due)),
          dueOn: step.dueOn,
          ...(usernames ? { usernames: usernames.join(', ') } : {}),
        },
        at,
      },
      who,
    ),
  )
}
