import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PaymentSummary } from '#contracts/payments/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { pagesOf } from '../../lib/pages-of.ts'
import { Amount, amountText, isZero } from '../../shared/billing/amount.tsx'
import { FilterBar, FilterSelect } from '../../shared/billing/filter-bar.tsx'
import { FilteredList } from '../../shared/billing/filtered-list.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Cell, Head, Row, Table } from '../../ui/table.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { type PaymentFilter, paymentFilterMethods, paymentFilterStatuses } from './payment-filter.ts'

const text = words.payments
const pageSize = 50
const onlyWide = 'hidden md:table-cell'

interface PaymentFiltersProps {
  filter: PaymentFilter
  onChange: (change: PaymentFilter) => void
}

export const PaymentFilters = ({ filter, onChange }: PaymentFiltersProps) => (
  <FilterBar text={text} search={filter.search} onSearch={(search) => onChange({ search })}>
    <FilterSelect
      label={text.byMethod}
      any={text.anyMethod}
      values={paymentFilterMethods}
      names={text.methods}
      value={filter.method}
      onChange={(method) => onChange({ method })}
    />
    <FilterSelect
      label={text.byStatus}
      any={text.anyStatus}
      values={paymentFilterStatuses}
      names={text.status}
      value={filter.status}
      onChange={(status) => onChange({ status })}
    />
  </FilterBar>
)

/** Payments of all customers, newest first. */
export function PaymentList({ filter }: { filter: PaymentFilter }) {
  const { search, method, status } = filter
  const payments = useInfiniteQuery(
    api.payments.list.infiniteOptions(pagesOf({ search, method, status }, pageSize)),
  )
  return (
    <FilteredList
      query={payments}
      isFiltered={Boolean(search || method || status)}
      text={text}
      clear={
        <Link to="/payments" className="underline">
          {text.clear}
        </Link>
      }
    >
      {(rows) => <PaymentTable payments={rows} />}
    </FilteredList>
  )
}

const PaymentTable = ({ payments }: { payments: readonly PaymentSummary[] }) => (
  <Table>
    <thead>
      <tr>
        <Head className={onlyWide}>{text.columns.received}</Head>
        <Head>{text.columns.customer}</Head>
        <Head className={onlyWide}>{text.columns.method}</Head>
        <Head className={onlyWide}>{text.columns.reference}</Head>
        <Head className="text-right">{text.columns.amount}</Head>
      </tr>
    </thead>
    <tbody>
      {payments.map((payment) => (
        <PaymentRow key={payment.id} payment={payment} />
      ))}
    </tbody>
  </Table>
)

function PaymentRow({ payment }: { payment: PaymentSummary }) {
  const {
    id,
    customerId,
    customerName,
    method,
    reference,
    receivedOn,
    status,
    amount,
    refunded,
    unallocated,
  } = payment
  const notes = [
    isZero(unallocated) ? '' : text.unused(amountText(unallocated)),
    isZero(refunded) ? '' : text.refunded(amountText(refunded)),
  ].filter(Boolean)
  return (
    <Row className="align-top">
      <Cell className={`${onlyWide} whitespace-nowrap`}>
        <Link to="/payments/$paymentId" params={{ paymentId: id }} className="font-medium hover:underline">
          {formatLocalDate(receivedOn)}
        </Link>
      </Cell>
      <Cell>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/customers/$customerId/billing"
            params={{ customerId }}
            className="wrap-anywhere hover:underline"
          >
            <UserText>{customerName}</UserText>
          </Link>
          {status === 'reversed' && <StatusBadge tone="warn" label={text.status.reversed} />}
        </span>
        <span className="block text-sm text-muted wrap-anywhere md:hidden">
          <Link to="/payments/$paymentId" params={{ paymentId: id }} className="underline">
            {formatLocalDate(receivedOn)}
          </Link>
          {' \u00b7 '}
          {text.methods[method]}
          {reference && ' \u00b7 '}
          <UserText>{reference}</UserText>
        </span>
      </Cell>
      <Cell className={onlyWide}>{text.methods[method]}</Cell>
      <Cell className={`${onlyWide} wrap-anywhere`}>
        <UserText>{reference}</UserText>
      </Cell>
      <Cell numeric>
        <Amount value={amount} />
        {notes.map((note) => (
          <span key={note} className="block text-sm text-muted">
            {note}
          </span>
        ))}
      </Cell>
    </Row>
  )
}
