import { mayCredit } from '#contracts/invoices/states.ts'
import { compare, isPositive, isZero, negate, zero } from '#server/platform/money/index.ts'
import { type CreditRequest, creditNoteOf, wantedOf } from './credit-invoice.ts'
import type { Facts, InvoiceFacts } from './facts.ts'
import { type Plan, PlanRefused } from './plan.ts'
import { planOf } from './working.ts'

const invoiceOfAction = (facts: Facts, invoiceId: string): InvoiceFacts => {
  const invoice = facts.invoices.get(invoiceId)
  if (invoice === undefined) throw new PlanRefused('not-found', 'There is no invoice with this id.')
  return invoice
}

export interface CreditAction {
  readonly kind: 'credit'
  readonly invoiceId: string
  readonly request: CreditRequest
  readonly reason: string
}

/** Takes back all or a part of an invoice. The credit note pays the rest of its invoice first. */
export function credit(facts: Facts, { invoiceId, request, reason }: CreditAction): Plan {
  const invoice = invoiceOfAction(facts, invoiceId)
  if (!mayCredit({ kind: 'invoice', status: invoice.status }, { isSettled: isZero(invoice.due) }))
    throw new PlanRefused('wrong-state', 'Only an open or paid invoice can be credited.')
  return planOf(facts, { action: 'credit', documents: [noteOf(facts, invoice, request, reason)] })
}

function noteOf(facts: Facts, invoice: InvoiceFacts, request: CreditRequest, reason: string) {
  const asked =
    request.of === 'all'
      ? []
      : request.of === 'amount'
        ? [request.amount]
        : request.lines.map(({ amount }) => amount)
  if (asked.some(({ currency }) => currency !== facts.currency))
    throw new PlanRefused(
      'currency-mismatch',
      `The invoice is in ${facts.currency}. Credit an amount in it.`,
      'amount',
    )
  const wanted = wantedOf(invoice, request)
  if (wanted.length === 0)
    throw new PlanRefused('already-credited', 'The whole invoice is credited already. Nothing was written.')
  return creditNoteOf(facts, invoice, 'new:document:0', wanted, reason)
}

export interface VoidAction {
  readonly kind: 'void'
  readonly invoiceId: string
  readonly reason: string
}

/** Cancels an open invoice by a credit note for its rest, once (R30). What was paid becomes account credit. */
export function voidInvoice(facts: Facts, { invoiceId, reason }: VoidAction): Plan {
  const invoice = invoiceOfAction(facts, invoiceId)
  if (invoice.status !== 'open')
    throw new PlanRefused('wrong-state', 'Only an open invoice can be voided. Credit a paid one.')
  const plan = planOf(facts, { action: 'void', documents: [noteOf(facts, invoice, { of: 'all' }, reason)] })
  const others = plan.dues.filter(({ documentId }) => documentId !== invoiceId)
  const own = plan.dues.find(({ documentId }) => documentId === invoiceId)
  if (own === undefined || isPositive(own.amountDue))
    throw new PlanRefused(
      'wrong-state',
      'An earlier credit of this invoice was used for another one, so a credit note for its rest would not pay it. Nothing was written. Credit the rest, or write the invoice off.',
    )
  return { ...plan, dues: [...others, { ...own, status: 'void' }] }
}

export interface WriteOffAction {
  readonly kind: 'write-off'
  readonly invoiceId: string
  readonly reason: string
}

/** Writes off an open invoice: its rest becomes bad debt. */
export function writeOff(facts: Facts, { invoiceId }: WriteOffAction): Plan {
  const invoice = invoiceOfAction(facts, invoiceId)
  if (invoice.status !== 'open' || compare(invoice.due, zero(facts.currency)) <= 0)
    throw new PlanRefused('wrong-state', 'Only an open invoice can be written off.')
  const { due } = invoice
  const posting = { productId: null, taxKey: null }
  const plan = planOf({ ...facts, openInvoices: [], credits: [] }, { action: 'write-off' })
  return {
    ...plan,
    dues: [{ documentId: invoiceId, amountDue: due, status: 'uncollectible' }],
    entries: [
      {
        kind: 'write-off',
        reference: invoiceId,
        postings: [
          { ...posting, account: 'bad-debt', amount: due },
          { ...posting, account: 'receivable', amount: negate(due) },
        ],
      },
    ],
  }
}
