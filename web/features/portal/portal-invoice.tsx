import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Settlement } from '#contracts/invoices/schemas.ts'
import type { PortalBalance, PortalInvoice } from '#contracts/portal/billing-schemas.ts'
import type { PortalAccount } from '#contracts/portal/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Amount, isZero } from '../../shared/billing/amount.tsx'
import { LineTable } from '../../shared/billing/line-table.tsx'
import { Settlements, settledRows } from '../../shared/billing/settlements.tsx'
import { Totals } from '../../shared/billing/totals.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { HowToPay } from './how-to-pay.tsx'

const text = words.portal.billing
const names = words.invoices

/** An own document, the bank details to pay it, and the own accounts that wait for the payment. */
export function usePortalInvoice(id: string) {
  const invoice = useQuery(api.portalBilling.invoice.queryOptions({ input: { id } }))
  const balance = useQuery(api.portalBilling.balance.queryOptions())
  const accounts = useQuery(api.portal.hostingAccounts.queryOptions())
  return { invoice, balance, accounts }
}

interface PortalInvoiceViewProps {
  invoice: PortalInvoice
  balance: PortalBalance
  accounts: readonly PortalAccount[]
}

export function PortalInvoiceView({ invoice, balance, accounts }: PortalInvoiceViewProps) {
  const { id, kind, amountDue } = invoice
  const suspended = accounts.filter(({ overdueInvoices }) => overdueInvoices.some((one) => one.id === id))
  const isOwed = kind === 'invoice' && !isZero(amountDue)
  return (
    <div className="space-y-4">
      {suspended.map(({ id: accountId, username }) => (
        <Notice key={accountId} tone="bad">
          {text.suspendedFor(username)}
        </Notice>
      ))}
      {isOwed && (
        <Panel>
          <PanelTitle>{text.howToPay}</PanelTitle>
          <p className="px-4 pt-3 text-xl font-semibold">
            <Amount value={amountDue} /> <span className="text-base font-normal text-muted">{text.due}</span>
          </p>
          <HowToPay {...balance} reference={invoice.paymentReference} />
        </Panel>
      )}
      <Panel>
        <InvoiceFacts invoice={invoice} />
      </Panel>
      <Panel>
        <PanelTitle>{names.lines}</PanelTitle>
        <LineTable lines={invoice.lines} taxes={invoice.taxes} />
        <Totals document={invoice} more={settledRows(invoice)} />
      </Panel>
      {kind === 'invoice' && (
        <Settlements items={invoice.settlements}>{(item) => <SettlementLabel item={item} />}</Settlements>
      )}
    </div>
  )
}

function InvoiceFacts({ invoice }: { invoice: PortalInvoice }) {
  const { issuedOn, dueOn, creditedInvoice, reason, seller, buyer } = invoice
  return (
    <Facts
      items={[
        ...(issuedOn ? ([[names.issuedOn, formatLocalDate(issuedOn)]] as const) : []),
        ...(dueOn ? ([[names.dueOn, formatLocalDate(dueOn)]] as const) : []),
        ...(seller ? ([[names.seller, <UserText key="seller">{seller.legalName}</UserText>]] as const) : []),
        ...(buyer
          ? ([[names.buyer, <UserText key="buyer">{buyer.companyName ?? buyer.fullName}</UserText>]] as const)
          : []),
        ...(creditedInvoice
          ? ([
              [
                names.corrects,
                <InvoiceLink key="corrects" id={creditedInvoice.id} number={creditedInvoice.number} />,
              ],
            ] as const)
          : []),
        ...(reason ? ([[words.billing.reason, <UserText key="reason">{reason}</UserText>]] as const) : []),
      ]}
    />
  )
}

const InvoiceLink = ({ id, number }: { id: string; number: string }) => (
  <Link to="/portal/invoices/$invoiceId" params={{ invoiceId: id }} className="underline">
    {number}
  </Link>
)

const SettlementLabel = ({ item: { creditNoteId, label } }: { item: Settlement }) =>
  creditNoteId ? <InvoiceLink id={creditNoteId} number={label} /> : <UserText>{label}</UserText>
