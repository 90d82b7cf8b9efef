import { and, asc, eq, gt, inArray, type SQL } from 'drizzle-orm'
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
}

/**
 * Pays the oldest open invoices of a customer with the oldest unused payments and credit notes. Call it after every event
 * that adds credit or an invoice, under the lock of the customer.
 */
export async function applyCredit(tx: Queryable, scope: CreditScope): Promise<Settlement> {
  const sources = await unusedSources(tx, scope)
  return sources.length === 0
    ? { paid: [], reopened: [] }
    : allocate(tx, scope, { sources, open: await invoicesOf(tx, scope, eq(documents.status, 'open')) })
}

/** Pays the invoice that a payment names with this payment alone, also if it is written off (R16). */
export async function applyToNamed(
  tx: Queryable,
  {
    paymentId,
    documentId,
    ...scope
  }: CreditScope & { readonly paymentId: string; readonly documentId: string },
): Promise<Settlement> {
  const sources = await unusedSources(tx, scope)
  const isNamed = and(eq(documents.id, documentId), inArray(documents.status, ['open', 'uncollectible']))
  return allocate(tx, scope, {
    sources: sources.filter(({ sourceId }) => sourceId === paymentId),
    open: await invoicesOf(tx, scope, isNamed),
  })
}

function allocate(
  tx: Queryable,
  { customerId, currency, on, at }: CreditScope,
  { sources, open }: { readonly sources: readonly Source[]; readonly open: readonly OpenDocument[] },
): Promise<Settlement> {
  const { allocations } = allocateOldestFirst(sources, open, currency)
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

async function unusedSources(tx: Queryable, { customerId, currency }: CreditScope): Promise<Source[]> {
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

async function invoicesOf(
  tx: Queryable,
  { customerId, currency }: CreditScope,
  which: SQL | undefined,
): Promise<OpenDocument[]> {
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
        which,
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
