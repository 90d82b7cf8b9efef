import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { MailKind } from '#contracts/mail/kinds.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, type Money, money, sum } from '#server/platform/money/index.ts'
import { documents } from '../tables/documents.ts'
import type { MailRow } from './outbox.ts'

const reminders: readonly MailKind[] = ['payment-reminder', 'payment-overdue', 'hosting-suspended']

/** Returns amounts as a mail stores them, see `moneyText`: "11900 EUR", by currency. */
export function amountsText(dues: readonly Money[]): string {
  const currencies = [...new Set(dues.map(({ currency }) => currency))].toSorted()
  return currencies
    .map((currency) => {
      const own = dues.filter((each) => each.currency === currency)
      return `${sum(own, currency).amount} ${currency}`
    })
    .join(', ')
}

const numbers = z.object({ invoices: z.string() }).transform(({ invoices }) => invoices.split(', '))

/**
 * Returns what is owed now of the invoices of a reminder: a mail can wait for hours, and the customer may have paid since then.
 * Empty values: the mail is no reminder. Null: nothing is owed any more.
 */
export async function owedNow(
  db: Queryable,
  mail: MailRow,
): Promise<Readonly<Record<string, string>> | null> {
  const { kind, customerId, values } = mail
  if (!reminders.includes(kind) || customerId === null) return {}
  const rows = await db
    .select({ number: documents.number, amountDue: documents.amountDue, currency: documents.currency })
    .from(documents)
    .where(
      and(
        eq(documents.customerId, customerId),
        eq(documents.kind, 'invoice'),
        inArray(documents.number, numbers.parse(values)),
        inArray(documents.status, ['open', 'uncollectible']),
        gt(documents.amountDue, 0n),
      ),
    )
    .orderBy(asc(documents.dueOn), asc(documents.id))
  return rows.length === 0
    ? null
    : {
        invoices: rows.map(({ number }) => number).join(', '),
        amount: amountsText(rows.map((row) => money(row.amountDue, currencyOf(row.currency)))),
      }
}
