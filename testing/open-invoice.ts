import { eq } from 'drizzle-orm'
import { contentHash } from '#server/domain/billing/content-hash.ts'
import { bookEntries } from '#server/domain/ledger/index.ts'
import { documentLines, documents, documentTaxes } from '#server/domain/tables/documents.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import type { Db, Queryable } from '#server/platform/database/index.ts'
import { type Currency, money } from '#server/platform/money/index.ts'
import { finalized, insertDraft } from './billing-rows.ts'

const taxKey = 'DE/standard/VAT/190000'

interface Amounts {
  readonly number: number
  readonly total: bigint
  readonly tax?: bigint
  readonly currency?: Currency
}

/** A finalized invoice with its entry, written directly. */
export const insertOpenInvoice = (
  db: Db,
  customerId: string,
  { dueOn = '2026-03-15', ...amounts }: Amounts & { readonly dueOn?: string },
): Promise<string> =>
  db.transaction((tx) => insertDocument(tx, customerId, amounts, { dueOn, amountDue: amounts.total }))

/** A finalized credit note with its entry, written directly. All of it is unused. */
export const insertCreditNote = (
  db: Db,
  customerId: string,
  { invoiceId, ...amounts }: Amounts & { readonly invoiceId: string },
): Promise<string> =>
  db.transaction((tx) =>
    insertDocument(tx, customerId, amounts, {
      kind: 'credit-note',
      creditedDocumentId: invoiceId,
      dueOn: null,
      amountDue: 0n,
      unallocated: amounts.total,
      number: `CN-${amounts.number}`,
    }),
  )

async function insertDocument(
  tx: Queryable,
  customerId: string,
  { number, total, tax = 0n, currency = 'EUR' }: Amounts,
  more: Partial<typeof documents.$inferInsert>,
): Promise<string> {
  const id = await insertDraft(tx, customerId)
  const net = total - tax
  await tx
    .update(documentLines)
    .set({ net, amount: net, unitAmount: net })
    .where(eq(documentLines.documentId, id))
  await tx.insert(documentTaxes).values({
    documentId: id,
    position: 0,
    key: taxKey,
    country: 'DE',
    category: 'standard',
    treatment: 'standard',
    name: 'VAT',
    ratePpm: 190_000,
    base: net,
    amount: tax,
  })
  const content = { net, tax, total, currency, ...finalized(number), ...more }
  const [draft] = await tx.select().from(documents).where(eq(documents.id, id))
  if (draft === undefined) throw new Error('The draft is not there.')
  const hash = contentHash(
    { ...draft, ...content },
    await tx.select().from(documentLines).where(eq(documentLines.documentId, id)),
    await tx.select().from(documentTaxes).where(eq(documentTaxes.documentId, id)),
  )
  await tx
    .update(documents)
    .set({ ...content, contentHash: hash })
    .where(eq(documents.id, id))
  // A credit note mirrors an invoice into the credit of the customer.
  const isNote = more.kind === 'credit-note'
  const signed = (amount: bigint) => money(isNote ? -amount : amount, currency)
  await bookEntries(
    tx,
    [
      {
        kind: isNote ? 'credit-note' : 'invoice',
        reference: id,
        customerId,
        bookedOn: localDate('2026-03-01'),
        postings: [
          { account: isNote ? 'credit' : 'receivable', amount: signed(total) },
          { account: 'revenue', amount: signed(-net) },
          { account: 'tax', taxKey, amount: signed(-tax) },
        ],
      },
    ],
    new Date('2026-03-01T08:00:00.000Z'),
  )
  return id
}
