import { Link } from '@tanstack/react-router'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { words } from '../../words/index.ts'
import { amountText, isZero } from '../billing/amount.tsx'
import type { Sold } from './hand-over.ts'

const text = words.subscriptions.sold

/** "Invoice INV-2026-0042: €36.89 due on Mar 15, 2026", with a link to the invoice. */
export function SoldLine({ sold: { invoice, hostingWaits } }: { sold: Sold }) {
  if (invoice === null) return <p>{text.noInvoice}</p>
  return (
    <p>
      {text.invoice}{' '}
      <Link
        to="/invoices/$invoiceId"
        params={{ invoiceId: invoice.id }}
        className="font-medium text-accent-text underline"
      >
        {invoice.number ?? words.invoices.draftName}
      </Link>
      : <span className="tabular-nums">{dueText(invoice)}</span>.{hostingWaits && ` ${text.waits}`}
    </p>
  )
}

function dueText({ amountDue, dueOn }: NonNullable<Sold['invoice']>): string {
  if (isZero(amountDue)) return text.nothingDue
  const amount = amountText(amountDue)
  return dueOn === null ? text.dueNow(amount) : text.due(amount, formatLocalDate(dueOn))
}
