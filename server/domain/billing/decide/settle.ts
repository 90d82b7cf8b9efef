import { isPositive, isZero, type Money, negate, subtract, sum } from '#server/platform/money/index.ts'
import { allocateOldestFirst } from './allocations.ts'
import { postingsOf } from './document.ts'
import type { CreditFacts, Facts, OpenInvoiceFacts } from './facts.ts'
import type {
  PlannedDocument,
  PlannedDue,
  PlannedEntry,
  PlannedPosting,
  PlannedRest,
  PlannedUse,
} from './plan.ts'

interface Settled {
  readonly documents: readonly PlannedDocument[]
  readonly entries: readonly PlannedEntry[]
  readonly uses: readonly PlannedUse[]
  readonly dues: readonly PlannedDue[]
  readonly rests: readonly PlannedRest[]
}

/**
 * Books new documents, and uses the customer's credit: a credit note pays its own invoice first, also if that is written
 * off, because the part that is due was never paid (R4). Then all credit, oldest first, pays all open invoices, oldest first.
 */
export function settle(facts: Facts, documents: readonly PlannedDocument[]): Settled {
  const notes = documents.filter(({ kind }) => kind === 'credit-note')
  const sources: CreditFacts[] = [
    ...facts.credits,
    ...notes.map(({ ref, total }) => ({ kind: 'credit-note' as const, sourceId: ref, unused: total })),
  ]
  const targets: OpenInvoiceFacts[] = [
    ...facts.openInvoices,
    ...documents.flatMap(({ kind, ref, dueOn, issuedOn, total }) =>
      kind === 'invoice' && dueOn !== null && isPositive(total)
        ? [{ documentId: ref, dueOn, issuedOn, seriesNumber: null, number: '', due: total, total }]
        : [],
    ),
  ]
  const uses: PlannedUse[] = []
  const use = (from: readonly CreditFacts[], to: readonly OpenInvoiceFacts[]) => {
    const rest = from.map((source) => ({ ...source, unused: restOf(source, uses) }))
    const open = to.map((document) => ({ ...document, due: dueOf(document, uses) }))
    for (const { sourceId, documentId, amount } of allocateOldestFirst(rest, open, facts.currency)
      .allocations) {
      const kind = from.find((source) => source.sourceId === sourceId)?.kind ?? 'payment'
      uses.push({ source: { kind, ref: sourceId }, document: documentId, amount })
    }
  }
  const writtenOff = writtenOffBy(facts, notes)
  for (const note of notes)
    use(
      sources.filter(({ sourceId }) => sourceId === note.ref),
      [...targets, ...writtenOff].filter(({ documentId }) => documentId === note.creditedInvoiceId),
    )
  use(sources, targets)
  const dueByRef = new Map(targets.map((target) => [target.documentId, dueOf(target, uses)]))
  const restByRef = new Map(sources.map((source) => [source.sourceId, restOf(source, uses)]))
  const settled = documents.map((document): PlannedDocument => {
    const amountDue = dueByRef.get(document.ref) ?? document.amountDue
    const unallocated = restByRef.get(document.ref) ?? document.unallocated
    return { ...document, amountDue, unallocated, status: isZero(amountDue) ? 'paid' : 'open' }
  })
  return {
    documents: settled,
    entries: [
      ...settled
        .map((document) => ({ kind: document.kind, reference: document.ref, postings: postingsOf(document) }))
        .filter(({ postings }) => postings.length > 0),
      ...uses.map(({ amount, document }, index) => ({
        kind: 'allocation' as const,
        reference: `allocation:${index}`,
        postings: [
          posting('credit', amount),
          posting(
            writtenOff.some(({ documentId }) => documentId === document) ? 'bad-debt' : 'receivable',
            negate(amount),
          ),
        ],
      })),
    ],
    uses,
    dues: [
      ...facts.openInvoices.flatMap(({ documentId, due }) => {
        const amountDue = dueByRef.get(documentId) ?? due
        return amountDue.amount === due.amount
          ? []
          : [{ documentId, amountDue, status: isZero(amountDue) ? ('paid' as const) : ('open' as const) }]
      }),
      ...writtenOff.flatMap((invoice) => {
        const amountDue = dueOf(invoice, uses)
        return amountDue.amount === invoice.due.amount
          ? []
          : [{ documentId: invoice.documentId, amountDue, status: 'uncollectible' as const }]
      }),
    ],
    rests: facts.credits.flatMap(({ kind, sourceId, unused }) => {
      const unallocated = restByRef.get(sourceId) ?? unused
      return unallocated.amount === unused.amount ? [] : [{ kind, id: sourceId, unallocated }]
    }),
  }
}

const posting = (account: PlannedPosting['account'], amount: Money): PlannedPosting => ({
  account,
  productId: null,
  taxKey: null,
  amount,
})

/** The credited invoices that are written off: no other credit pays them. */
const writtenOffBy = ({ invoices }: Facts, notes: readonly PlannedDocument[]): OpenInvoiceFacts[] =>
  [...new Set(notes.map(({ creditedInvoiceId }) => creditedInvoiceId ?? ''))].flatMap((id) => {
    const invoice = invoices.get(id)
    return invoice?.status === 'uncollectible' ? [invoice] : []
  })

const used = (amounts: readonly PlannedUse[], currency: Money['currency']): Money =>
  sum(
    amounts.map(({ amount }) => amount),
    currency,
  )

const dueOf = ({ documentId, due }: OpenInvoiceFacts, uses: readonly PlannedUse[]): Money =>
  subtract(
    due,
    used(
      uses.filter(({ document }) => document === documentId),
      due.currency,
    ),
  )

const restOf = ({ sourceId, unused }: CreditFacts, uses: readonly PlannedUse[]): Money =>
  subtract(
    unused,
    used(
      uses.filter(({ source }) => source.ref === sourceId),
      unused.currency,
    ),
  )
