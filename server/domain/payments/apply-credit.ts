import { and, asc, eq, gt, or } from 'drizzle-orm'
import { type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { type Currency, money } from '#server/platform/money/index.ts'
import { allocateOldestFirst, type CreditSource, type OpenDocument } from '../billing/decide/index.ts'
import { documents } from '../tables/documents.ts'
import { payments } from '../tables/payments.ts'
import { type NewAllocation, type Settlement, writeAllocations } from './write-allocations.ts'

interface CreditScope {
  readonly customerId: string
  readonly currency: Currency
  /** The date of the allocations. */
  readonly on: LocalDate
  readonly at: Date
  /** This invoice is paid before the others, also if it is written off. */
  readonly firstDocumentId?: string | undefined
}

/**
 * Pays the oldest open invoices of a customer with the oldest unused payments and credit notes. Call it after every event
 * that adds credit or an invoice, under the lock of the customer.
 */
export async function applyCredit(
  tx: Queryable,
  { customerId, currency, on, at, firstDocumentId }: CreditScope,
): Promise<Settlement> {
  const sources = await unusedSources(tx, customerId, currency)
  if (sources.length === 0) return { paid: [], reopened: [] }
  const open = await openInvoices(tx, customerId, currency, firstDocumentId)
  const { allocations } = allocateOldestFirst(sources, open, currency, firstDocumentId)
  const bySourceId = new Map(sources.map(({ sourceId, source }) => [sourceId, source]))
  const planned = allocations.flatMap(({ sourceId, documentId, amount }): NewAllocation[] => {
    const source = bySourceId.get(sourceId)
    return source === undefined ? [] : [{ customerId, source, documentId, amount }]
  })
  return writeAllocations(tx, planned, { on, at })
}

interface Source extends CreditSource {
  readonly source: NewAllocation['source']
  readonly since: string
}

async function unusedSources(tx: Queryable, customerId: string, currency: Currency): Promise<Source[]> {
  const received = await tx
    .select({ id: payments.id, unused: payments.unallocated, since: payments.receivedOn })
    .from(payments)
    .where(
      and(eq(payments.customerId, customerId), eq(payments.currency, currency), gt(payments.unallocated, 0n)),
    )
  const credited = await tx
    .select({ id: documents.id, unused: documents.unallocated, since: documents.issuedOn })
    .from(documents)
    .where(
      and(
        eq(documents.customerId, customerId),
        eq(documents.currency, currency),
        gt(documents.unallocated, 0n),
      ),
    )
  return [
    ...received.map((row) => ({ ...row, source: { paymentId: row.id } })),
    ...credited.map((row) => ({ ...row, source: { creditNoteId: row.id } })),
  ]
    .map(({ id, unused, since, source }) => ({
      sourceId: id,
      unused: money(unused, currency),
      since,
      source,
    }))
    .toSorted((left, right) =>
      `${left.since} ${left.sourceId}` < `${right.since} ${right.sourceId}` ? -1 : 1,
    )
}

async function openInvoices(
  tx: Queryable,
  customerId: string,
  currency: Currency,
  namedId: string | undefined,
): Promise<OpenDocument[]> {
  const isNamed =
    namedId === undefined ? undefined : and(eq(documents.id, namedId), eq(documents.status, 'uncollectible'))
  const rows = await tx
    .select({
      documentId: documents.id,
      dueOn: documents.dueOn,
      issuedOn: documents.issuedOn,
      seriesNumber: documents.seriesNumber,
      number: documents.number,
      due: documents.amountDue,
    })
    .from(documents)
    .where(
      and(
        eq(documents.customerId, customerId),
        eq(documents.kind, 'invoice'),
        or(eq(documents.status, 'open'), isNamed),
        eq(documents.currency, currency),
      ),
    )
    .orderBy(asc(documents.id))
  return rows.map(({ documentId, dueOn, issuedOn, seriesNumber, number, due }) => ({
    documentId,
    dueOn: localDate(dueOn ?? issuedOn),
    issuedOn: localDate(issuedOn),
    seriesNumber,
    number: number ?? '',
    due: money(due, currency),
  }))
}
