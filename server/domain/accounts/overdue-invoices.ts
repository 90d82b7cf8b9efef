import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import type { PortalAccount } from '#contracts/portal/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, money, toJson } from '#server/platform/money/index.ts'
import { documentLines, documents } from '../tables/documents.ts'
import { subscriptions } from '../tables/subscriptions.ts'

const most = 20

/** The overdue invoices of the subscriptions of accounts, by account: the longest overdue first, 20 at most in all. */
export async function overdueInvoicesOf(
  db: Queryable,
  accountIds: readonly string[],
  today: LocalDate,
): Promise<Map<string, PortalAccount['overdueInvoices']>> {
  const byAccount = new Map<string, PortalAccount['overdueInvoices']>()
  if (accountIds.length === 0) return byAccount
  const rows = await db
    .selectDistinct({
      accountId: subscriptions.hostingAccountId,
      id: documents.id,
      number: documents.number,
      dueOn: documents.dueOn,
      due: documents.amountDue,
      currency: documents.currency,
    })
    .from(documents)
    .innerJoin(documentLines, eq(documentLines.documentId, documents.id))
    .innerJoin(subscriptions, eq(subscriptions.id, documentLines.subscriptionId))
    .where(
      and(
        inArray(subscriptions.hostingAccountId, [...accountIds]),
        eq(documents.kind, 'invoice'),
        eq(documents.status, 'open'),
        lt(documents.dueOn, today),
      ),
    )
    .orderBy(asc(documents.dueOn), asc(documents.id))
    .limit(most)
  for (const { accountId, id, number, dueOn, due, currency } of rows) {
    if (accountId === null || dueOn === null) continue
    const invoice = {
      id,
      number: number ?? '',
      dueOn,
      amountDue: toJson(money(due, currencyOf(currency))),
    }
    byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), invoice])
  }
  return byAccount
}
