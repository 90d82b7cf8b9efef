import { Link } from '@tanstack/react-router'
import type { SubscriptionSummary } from '#contracts/subscriptions/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Cell, Head, Row, Table } from '../../ui/table.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { Amount } from './amount.tsx'
import { intervalText } from './interval.ts'
import { SubscriptionBadge } from './status-badges.tsx'

const text = words.subscriptions
const onlyWide = 'hidden md:table-cell'

interface SubscriptionTableProps {
  subscriptions: readonly SubscriptionSummary[]
  withCustomer: boolean
}

export function SubscriptionTable({ subscriptions, withCustomer }: SubscriptionTableProps) {
  return (
    <Table>
      <thead>
        <tr>
          <Head>{text.columns.title}</Head>
          {withCustomer && <Head className={onlyWide}>{text.columns.customer}</Head>}
          <Head className={onlyWide}>{text.columns.next}</Head>
          <Head className="text-right">{text.columns.amount}</Head>
        </tr>
      </thead>
      <tbody>
        {subscriptions.map((subscription) => (
          <SubscriptionRow key={subscription.id} subscription={subscription} withCustomer={withCustomer} />
        ))}
      </tbody>
    </Table>
  )
}

interface SubscriptionRowProps {
  subscription: SubscriptionSummary
  withCustomer: boolean
}

function SubscriptionRow({ subscription, withCustomer }: SubscriptionRowProps) {
  const { id, title, customerId, customerName, nextBillOn, amount, interval } = subscription
  return (
    <Row className="align-top">
      <Cell>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/subscriptions/$subscriptionId"
            params={{ subscriptionId: id }}
            className="font-medium wrap-anywhere hover:underline"
          >
            <UserText>{title}</UserText>
          </Link>
          <SubscriptionBadge {...subscription} />
        </span>
        {withCustomer && (
          <span className="block text-sm text-muted wrap-anywhere md:hidden">
            <UserText>{customerName}</UserText>
          </span>
        )}
        {nextBillOn && (
          <span className="block text-sm text-muted md:hidden">
            {text.nextBill} {formatLocalDate(nextBillOn)}
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
      <Cell className={`${onlyWide} whitespace-nowrap`}>{nextBillOn && formatLocalDate(nextBillOn)}</Cell>
      <Cell numeric>
        <Amount value={amount} />
        <span className="block text-sm text-muted">{intervalText(interval)}</span>
      </Cell>
    </Row>
  )
}
