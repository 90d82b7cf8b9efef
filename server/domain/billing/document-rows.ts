import type { BuyerSnapshot, SellerSnapshot } from '#contracts/invoices/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { charges, documentLines, documents, documentTaxes } from '../tables/documents.ts'
import type { PlannedDocument, PlannedLine, Ref } from './decide/index.ts'

interface Into {
  readonly id: string
  readonly customerId: string
  readonly changeId: string
  readonly idOf: (ref: Ref) => string
  readonly seller: SellerSnapshot
  readonly buyer: BuyerSnapshot
  readonly at: Date
}

/** Returns the rows of a planned document as a draft, before anything is allocated to it. */
export function documentRows(document: PlannedDocument, into: Into) {
  const isInvoice = document.kind === 'invoice'
  const row: typeof documents.$inferInsert = {
    id: into.id,
    kind: document.kind,
    customerId: into.customerId,
    status: 'draft',
    currency: document.currency,
    issuedOn: document.issuedOn,
    dueOn: document.dueOn,
    seller: into.seller,
    buyer: into.buyer,
    taxDecision: document.taxDecision,
    net: document.net.amount,
    tax: document.tax.amount,
    total: document.total.amount,
    amountDue: isInvoice ? document.total.amount : 0n,
    unallocated: isInvoice ? 0n : document.total.amount,
    notes: [...document.notes],
    creditedDocumentId: document.creditedInvoiceId,
    reason: document.reason,
    createdAt: into.at,
    updatedAt: into.at,
  }
  const charged = document.lines.map((line) => chargeRow(line, document, into))
  return {
    row,
    charges: charged.flatMap((charge) => charge ?? []),
    lines: document.lines.map((line, index) =>
      lineRow(line, { position: index + 1, chargeId: charged[index]?.id ?? null, into }),
    ),
    taxes: document.taxes.map(({ base, amount, ...tax }, index): typeof documentTaxes.$inferInsert => ({
      ...tax,
      documentId: into.id,
      position: index + 1,
      base: base.amount,
      amount: amount.amount,
    })),
  }
}

function chargeRow(
  { charge, period, taxIncluded }: PlannedLine,
  { currency }: PlannedDocument,
  { customerId, changeId, idOf, at }: Into,
): typeof charges.$inferInsert | null {
  if (charge === null) return null
  return {
    id: newId(),
    customerId,
    subscriptionId: charge.subscription === null ? null : idOf(charge.subscription),
    itemId: charge.item === null ? null : idOf(charge.item),
    productId: charge.productId,
    kind: charge.kind,
    periodStart: period?.start ?? null,
    periodEnd: period?.end ?? null,
    changeId: charge.ofChange ? changeId : null,
    lateDocumentId: charge.lateInvoiceId,
    amount: charge.amount.amount,
    discount: charge.discount.amount,
    currency,
    taxIncluded,
    explanation: charge.explanation,
    createdAt: at,
  }
}

const lineRow = (
  line: PlannedLine,
  { position, chargeId, into }: { position: number; chargeId: string | null; into: Into },
): typeof documentLines.$inferInsert => ({
  id: newId(),
  documentId: into.id,
  position,
  chargeId,
  creditedLineId: line.creditedLineId,
  subscriptionId: line.subscription === null ? null : into.idOf(line.subscription),
  productId: line.productId,
  description: line.description,
  quantity: line.quantity,
  unitAmount: line.unitAmount.amount,
  periodStart: line.period?.start ?? null,
  periodEnd: line.period?.end ?? null,
  amount: line.amount.amount,
  discount: line.discount.amount,
  taxIncluded: line.taxIncluded,
  taxCategory: line.tax.category,
  taxKey: line.taxKey,
  explanation: line.explanation,
  net: line.net.amount,
})
