import { Link } from '@tanstack/react-router'
import type { InvoiceSummary } from '#contracts/invoices/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Cell, Head, Row, Table } from '../../ui/table.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { Amount, isZero } from './amount.tsx'
import { InvoiceBadge } from './status-badges.tsx'

const text = words.invoices
const onlyWide = 'hidden md:table-cell'

interface InvoiceTableProps {
  invoices: readonly InvoiceSummary[]
  withCustomer: boolean
}

/** A phone shows number, customer, status and total. */
export function InvoiceTable({ invoices, withCustomer }: InvoiceTableProps) {
  return (
    <Table>
      <thead>
        <tr>
          <Head>{text.columns.number}</Head>
          {withCustomer && <Head className={onlyWide}>{text.columns.customer}</Head>}
          <Head className={onlyWide}>{text.columns.issued}</Head>
          <Head className={onlyWide}>{text.columns.due}</Head>
          <Head className="text-right whitespace-nowrap">{text.columns.total}</Head>
          <Head className={`${onlyWide} text-right whitespace-nowrap`}>{text.columns.open}</Head>
        </tr>
      </thead>
      <tbody>
        {invoices.map((invoice) => (
          <InvoiceRow key={invoice.id} invoice={invoice} withCustomer={withCustomer} />
        ))}
      </tbody>
    </Table>
  )
}

function InvoiceRow({ invoice, withCustomer }: { invoice: InvoiceSummary; withCustomer: boolean }) {
  const { id, kind, number, customerId, customerName, issuedOn, dueOn, total, amountDue } = invoice
  return (
    <Row>
      <Cell>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/invoices/$invoiceId"
            params={{ invoiceId: id }}
            className="font-medium wrap-anywhere hover:underline"
          >
            {number ?? text.draftName}
          </Link>
          <InvoiceBadge {...invoice} />
          {kind === 'credit-note' && <span className="text-sm text-muted">{text.kinds[kind]}</span>}
        </span>
        {withCustomer && (
          <span className="block text-sm text-muted wrap-anywhere md:hidden">
            <UserText>{customerName}</UserText>
          </span>
        )}
        {dueOn && !isZero(amountDue) && (
          <span className="block text-sm text-muted md:hidden">
            {text.dueOn} {formatLocalDate(dueOn)}
          </span>
        )}
      </Cell>
      {withCustomer && (
        <Cell className={onlyWide}>
          <Link
            to="/customers/$customerId/billing"
            params={{ customerId }}
            className="wrap-anywhere hover:underline"
          >
            <UserText>{customerName}</UserText>
          </Link>
        </Cell>
      )}
      <Cell className={`${onlyWide} whitespace-nowrap`}>{issuedOn && formatLocalDate(issuedOn)}</Cell>
      <Cell className={`${onlyWide} whitespace-nowrap`}>{dueOn && formatLocalDate(dueOn)}</Cell>
      <Cell numeric>
        <Amount value={total} />
      </Cell>
      <Cell numeric className={onlyWide}>
        {kind === 'invoice' && (
          <Amount value={amountDue} {...(isZero(amountDue) ? { className: 'text-muted' } : {})} />
        )}
      </Cell>
    </Row>
  )
}
