import { and, asc, eq, gt } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, money } from '#server/platform/money/index.ts'
import { customers } from '../tables/customers.ts'
import { documents } from '../tables/documents.ts'
import { Matcher, type Transfer } from './match.ts'

const invoicesAtOnce = 2_000

/**
 * Returns the proposals for transfers. It reads the owed invoices with the names of their customers in pages, outside of a
 * transaction: no lock waits for it, and no more than a page is in memory.
 */
export async function matchTransfers(db: Queryable, transfers: readonly Transfer[]): Promise<Matcher> {
  const matcher = new Matcher(transfers)
  if (transfers.length === 0) return matcher
  for (const status of ['open', 'uncollectible'] as const) await addInvoices(db, matcher, status)
  return matcher
}

type OwedStatus = 'open' | 'uncollectible'

async function addInvoices(db: Queryable, matcher: Matcher, status: OwedStatus): Promise<void> {
  let after: string | undefined
  for (;;) {
    const rows = await owedInvoices(db, status, after)
    for (const { amountDue, currency, number, fullName, companyName, ...row } of rows)
      matcher.add({
        ...row,
        isWrittenOff: status === 'uncollectible',
        number: number ?? '',
        due: money(amountDue, currencyOf(currency)),
        customerName: companyName || fullName,
        names: companyName ? [fullName, companyName] : [fullName],
      })
    if (rows.length < invoicesAtOnce) return
    after = rows.at(-1)?.invoiceId
  }
}

const owedInvoices = (db: Queryable, status: OwedStatus, after: string | undefined) =>
  db
    .select({
      invoiceId: documents.id,
      number: documents.number,
      paymentReference: documents.paymentReference,
      amountDue: documents.amountDue,
      currency: documents.currency,
      customerId: customers.id,
      fullName: customers.fullName,
      companyName: customers.companyName,
    })
    .from(documents)
    .innerJoin(customers, eq(customers.id, documents.customerId))
    .where(
      and(
        eq(documents.kind, 'invoice'),
        eq(documents.status, status),
        gt(documents.amountDue, 0n),
        after === undefined ? undefined : gt(documents.id, after),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(invoicesAtOnce)
