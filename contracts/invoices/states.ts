/** An invoice, or a credit note that takes back all or a part of one. */
export const documentKinds = ['invoice', 'credit-note'] as const
export type DocumentKind = (typeof documentKinds)[number]

/**
 * - draft: no number, can still change
 * - open: finalized, an amount is due
 * - paid: finalized, nothing is due: by payments, credit notes or a total of zero
 * - void: cancelled by a credit note for the whole
 * - uncollectible: written off, the amount stays due in the books as bad debt. A payment that names it recovers it
 *
 * A credit note is draft, then paid.
 */
export const invoiceStatuses = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

interface Document {
  readonly kind: DocumentKind
  readonly status: InvoiceStatus
}

const isInvoice = ({ kind }: Document) => kind === 'invoice'

export const mayFinalize = ({ status }: Document) => status === 'draft'
export const mayDiscard = (document: Document) => mayFinalize(document)
export const mayRecordPayment = (document: Document) =>
  isInvoice(document) && (document.status === 'open' || document.status === 'uncollectible')
export const mayVoid = (document: Document) => isInvoice(document) && document.status === 'open'
export const mayWriteOff = (document: Document) => mayVoid(document)
/** Also one that was written off and then paid in full. */
export const mayCredit = (document: Document, { isSettled }: { readonly isSettled: boolean }) =>
  isInvoice(document) &&
  (document.status === 'open' ||
    document.status === 'paid' ||
    (document.status === 'uncollectible' && isSettled))
/** A draft has no number, so it has no PDF. */
export const hasPdf = ({ status }: Document) => status !== 'draft'
