import { asc, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import {
  type Invoice,
  type InvoiceMailing,
  type InvoiceSummary,
  type Settlement,
  taxTreatment,
} from '#contracts/invoices/schemas.ts'
import { mayCredit } from '#contracts/invoices/states.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import {
  type Currency,
  currencyOf,
  isPositive,
  type Money,
  money,
  negate,
  subtract,
  sum,
  toJson,
  zero,
} from '#server/platform/money/index.ts'
import { creditedLines } from '../billing/index.ts'
import type { Context } from '../context.ts'
import { businessDay } from '../ledger/index.ts'
import { customers } from '../tables/customers.ts'
import { documentLines, documents, documentTaxes } from '../tables/documents.ts'
import { mails } from '../tables/mail.ts'
import { allocations, payments } from '../tables/payments.ts'
import { documentColumns, presentSummary } from './present.ts'

export const invoiceNotFound = () => new Refusal('not-found', 'Invoice not found. See the Invoices page.')

/** Returns an invoice or a credit note. @throws {Refusal} not-found */
export const getInvoice = (ctx: Context, { id }: ById): Promise<Invoice> =>
  readInvoice(ctx, ctx.database.db, id)

/** @throws {Refusal} not-found */
export async function readInvoice(ctx: Context, db: Queryable, id: string): Promise<Invoice> {
  const [selected] = await db
    .select(documentColumns)
    .from(documents)
    .innerJoin(customers, eq(customers.id, documents.customerId))
    .where(eq(documents.id, id))
  if (!selected) throw invoiceNotFound()
  const { document } = selected
  const currency = currencyOf(document.currency)
  const inCurrency = (amount: bigint) => money(amount, currency)
  const json = (amount: bigint) => toJson(inCurrency(amount))
  const isFinal = document.status !== 'draft'
  const creditNotes = await creditNotesOf(db, id)
  const total = inCurrency(document.total)
  return {
    ...presentSummary(selected, await businessDay(db, ctx.clock)),
    seller: isFinal ? document.seller : null,
    buyer: isFinal ? document.buyer : null,
    lines: await linesOf(db, document, currency),
    subtotal: json(document.net),
    taxes: await taxesOf(db, id, currency),
    amountSettled:
      document.kind === 'invoice' && isFinal
        ? toJson(subtract(total, inCurrency(document.amountDue)))
        : json(0n),
    settlements: await settlementsOf(db, id, currency),
    paymentReference: document.paymentReference,
    notes: document.notes,
    creditedInvoice: await creditedInvoiceOf(db, document.creditedDocumentId),
    reason: document.reason,
    creditNotes: creditNotes.map(({ total: amount, ...note }) => ({ ...note, total: json(amount) })),
    creditable: toJson(
      mayCredit(document, { isSettled: document.amountDue === 0n })
        ? subtract(
            total,
            sumOf(
              creditNotes.map((note) => inCurrency(note.total)),
              currency,
            ),
          )
        : zero(currency),
    ),
    contentHash: document.contentHash,
    finalizedAt: document.finalizedAt?.toISOString() ?? null,
    mailing: await mailingOf(db, document),
  }
}

/** Returns the rows of the documents in the order of `ids`, as a list shows them. */
export async function readInvoiceSummaries(
  ctx: Context,
  db: Queryable,
  ids: readonly string[],
): Promise<InvoiceSummary[]> {
  if (ids.length === 0) return []
  const selected = await db
    .select(documentColumns)
    .from(documents)
    .innerJoin(customers, eq(customers.id, documents.customerId))
    .where(inArray(documents.id, [...ids]))
  const today = await businessDay(db, ctx.clock)
  return selected
    .toSorted((left, right) => ids.indexOf(left.document.id) - ids.indexOf(right.document.id))
    .map((each) => presentSummary(each, today))
}

const sumOf = (amounts: readonly Money[], currency: Currency): Money =>
  sum([zero(currency), ...amounts], currency)

async function linesOf(
  db: Queryable,
  document: Pick<typeof documents.$inferSelect, 'id' | 'kind' | 'status' | 'amountDue'>,
  currency: Currency,
): Promise<Invoice['lines']> {
  const rows = await db
    .select()
    .from(documentLines)
    .where(eq(documentLines.documentId, document.id))
    .orderBy(asc(documentLines.position))
  const ids = rows.map(({ id }) => id)
  const credited = mayCredit(document, { isSettled: document.amountDue === 0n })
    ? await creditedLines(db, ids, { withProration: true })
    : null
  return rows.map((line) => ({
    id: line.id,
    description: line.description,
    periodStart: line.periodStart,
    periodEnd: line.periodEnd,
    quantity: line.quantity,
    unitAmount: toJson(money(line.unitAmount, currency)),
    taxIncluded: line.taxIncluded,
    discount: toJson(negate(money(line.discount, currency))),
    amount: toJson(money(line.net, currency)),
    ...(credited && { creditable: restOf(money(line.net, currency), credited.get(line.id)) }),
    taxKey: line.taxKey,
    explanation: line.explanation,
    productId: line.productId,
    subscriptionId: line.subscriptionId,
  }))
}

/** A line that credits something itself has no rest. */
function restOf(net: Money, credited = 0n): MoneyJson {
  const rest = subtract(net, money(credited, net.currency))
  return toJson(isPositive(rest) ? rest : zero(net.currency))
}

async function taxesOf(db: Queryable, id: string, currency: Currency): Promise<Invoice['taxes']> {
  const rows = await db
    .select()
    .from(documentTaxes)
    .where(eq(documentTaxes.documentId, id))
    .orderBy(asc(documentTaxes.position))
  return rows.map((tax) => ({
    key: tax.key,
    name: tax.name,
    country: tax.country,
    treatment: taxTreatment.parse(tax.treatment),
    ratePpm: tax.ratePpm,
    net: toJson(money(tax.base, currency)),
    amount: toJson(money(tax.amount, currency)),
  }))
}

async function settlementsOf(db: Queryable, id: string, currency: Currency): Promise<Settlement[]> {
  const rows = await db
    .select({ allocation: allocations, reference: payments.reference, number: documents.number })
    .from(allocations)
    .leftJoin(payments, eq(payments.id, allocations.paymentId))
    .leftJoin(documents, eq(documents.id, allocations.creditNoteId))
    .where(eq(allocations.documentId, id))
    .orderBy(asc(allocations.createdAt), asc(allocations.id))
  return rows.map(({ allocation, reference, number }) => ({
    id: allocation.id,
    kind: allocation.reversesId ? 'reversal' : allocation.creditNoteId ? 'credit-note' : 'payment',
    paymentId: allocation.paymentId,
    creditNoteId: allocation.creditNoteId,
    label: number ?? reference ?? '',
    amount: toJson(money(allocation.amount, currency)),
    on: allocation.appliedOn,
  }))
}

async function mailingOf(
  db: Queryable,
  { id, mailedAt }: Pick<typeof documents.$inferSelect, 'id' | 'mailedAt'>,
): Promise<InvoiceMailing | null> {
  const [latest] = await db
    .select({ state: mails.state, recipient: mails.recipient, sentAt: mails.sentAt })
    .from(mails)
    .where(eq(mails.documentId, id))
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(1)
  const first = mailedAt?.toISOString() ?? null
  if (latest) return { ...latest, sentAt: latest.sentAt?.toISOString() ?? null, mailedAt: first }
  return first === null ? null : { state: 'sent', recipient: null, sentAt: null, mailedAt: first }
}

const numbered = z.object({ id: z.string(), number: z.string(), issuedOn: z.string() })

async function creditedInvoiceOf(db: Queryable, id: string | null): Promise<Invoice['creditedInvoice']> {
  if (id === null) return null
  const [found] = await db
    .select({ id: documents.id, number: documents.number, issuedOn: documents.issuedOn })
    .from(documents)
    .where(eq(documents.id, id))
  return numbered.parse(found)
}

/** Finalized credit notes and drafts of them, oldest first. */
const creditNotesOf = (db: Queryable, id: string) =>
  db
    .select({
      id: documents.id,
      number: documents.number,
      total: documents.total,
      issuedOn: documents.issuedOn,
    })
    .from(documents)
    .where(eq(documents.creditedDocumentId, id))
    .orderBy(asc(documents.issuedOn), asc(documents.id))
