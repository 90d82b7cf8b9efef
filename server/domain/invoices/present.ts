import { sql } from 'drizzle-orm'
import type { InvoiceSummary } from '#contracts/invoices/schemas.ts'
import { currencyOf, money, toJson } from '#server/platform/money/index.ts'
import { customers } from '../tables/customers.ts'
import { documents } from '../tables/documents.ts'

const customerName = sql<string>`coalesce(nullif(${customers.companyName}, ''), ${customers.fullName})`

/** A document with the name of its customer, to be selected from `documents` joined with `customers`. */
export const documentColumns = { document: documents, customerName }

/** As {@link documentColumns}, without the content, which a list does not show. */
export const summaryColumns = {
  document: {
    id: documents.id,
    kind: documents.kind,
    number: documents.number,
    status: documents.status,
    customerId: documents.customerId,
    currency: documents.currency,
    issuedOn: documents.issuedOn,
    dueOn: documents.dueOn,
    total: documents.total,
    amountDue: documents.amountDue,
    createdAt: documents.createdAt,
  },
  customerName,
}

export interface SelectedSummary {
  readonly document: Pick<typeof documents.$inferSelect, keyof typeof summaryColumns.document>
  readonly customerName: string
}

/** @param on due dates before this day are over */
export function presentSummary({ document, customerName }: SelectedSummary, on: string): InvoiceSummary {
  const currency = currencyOf(document.currency)
  const isDraft = document.status === 'draft'
  const { dueOn } = document
  return {
    id: document.id,
    kind: document.kind,
    number: document.number,
    status: document.status,
    customerId: document.customerId,
    customerName,
    currency,
    // A draft has the day on which it was drafted, which can still change.
    issuedOn: isDraft ? null : document.issuedOn,
    dueOn: isDraft ? null : dueOn,
    isOverdue: document.status === 'open' && document.kind === 'invoice' && dueOn !== null && dueOn < on,
    total: toJson(money(document.total, currency)),
    amountDue: toJson(money(document.amountDue, currency)),
    createdAt: document.createdAt.toISOString(),
  }
}
