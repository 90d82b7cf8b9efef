import { Link } from '@tanstack/react-router'
import type { Invoice, Settlement } from '#contracts/invoices/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { LineTable } from '../../shared/billing/line-table.tsx'
import { Settlements, settledRows } from '../../shared/billing/settlements.tsx'
import { Totals } from '../../shared/billing/totals.tsx'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { MailingFact } from './mailing-fact.tsx'

const text = words.invoices

/** Facts, lines, totals and everything that settled a document. */
export function InvoiceView({ invoice }: { invoice: Invoice }) {
  const { kind, status } = invoice
  const isDraft = status === 'draft'
  return (
    <div className="space-y-4">
      <Panel>
        <InvoiceFacts invoice={invoice} />
      </Panel>
      <Panel>
        <PanelTitle>{text.lines}</PanelTitle>
        <LineTable lines={invoice.lines} taxes={invoice.taxes} />
        <Totals document={invoice} more={settledRows(invoice)} />
      </Panel>
      {kind === 'invoice' && !isDraft && (
        <Settlements items={invoice.settlements}>{(item) => <SettlementLabel item={item} />}</Settlements>
      )}
    </div>
  )
}

function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const {
    issuedOn,
    dueOn,
    customerId,
    customerName,
    paymentReference,
    creditedInvoice,
    reason,
    contentHash,
  } = invoice
  return (
    <Facts
      items={[
        [
          text.customer,
          <Link
            key="customer"
            to="/customers/$customerId/billing"
            params={{ customerId }}
            className="underline"
          >
            <UserText>{customerName}</UserText>
          </Link>,
        ],
        [text.issuedOn, issuedOn ? formatLocalDate(issuedOn) : text.notIssued],
        ...(dueOn ? ([[text.dueOn, formatLocalDate(dueOn)]] as const) : []),
        ...(paymentReference ? ([[text.reference, paymentReference]] as const) : []),
        ...(creditedInvoice
          ? ([
              [
                text.corrects,
                <Link
                  key="corrects"
                  to="/invoices/$invoiceId"
                  params={{ invoiceId: creditedInvoice.id }}
                  className="underline"
                >
                  {creditedInvoice.number}
                </Link>,
              ],
            ] as const)
          : []),
        ...(reason ? ([[words.billing.reason, reason]] as const) : []),
        ...(issuedOn ? ([[text.mailed, <MailingFact key="mailed" invoice={invoice} />]] as const) : []),
        ...(contentHash
          ? ([
              [
                text.hash,
                <code key="hash" className="text-sm break-all text-muted">
                  {contentHash}
                </code>,
              ],
            ] as const)
          : []),
      ]}
    />
  )
}

function SettlementLabel({ item: { paymentId, creditNoteId, label } }: { item: Settlement }) {
  if (paymentId)
    return (
      <Link to="/payments/$paymentId" params={{ paymentId }} className="underline">
        {label ? <UserText>{label}</UserText> : text.withoutReference}
      </Link>
    )
  if (creditNoteId)
    return (
      <Link to="/invoices/$invoiceId" params={{ invoiceId: creditNoteId }} className="underline">
        {label}
      </Link>
    )
  return <UserText>{label}</UserText>
}
