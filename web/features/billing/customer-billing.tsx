import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { BalanceInCurrency } from '#contracts/ledger/schemas.ts'
import { api } from '../../lib/api.ts'
import { Amount, isZero } from '../../shared/billing/amount.tsx'
import { InvoiceTable } from '../../shared/billing/invoice-table.tsx'
import { RecordPaymentDialog } from '../../shared/billing/record-payment-dialog.tsx'
import { SubscriptionTable } from '../../shared/billing/subscription-table.tsx'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { CustomerLedger } from './customer-ledger.tsx'

const text = words.billing
const shown = 5

interface CustomerBillingProps {
  customerId: string
  /** The button that starts a subscription. */
  startSubscription: ReactNode
}

/** Balance, subscriptions, invoices and ledger of a customer. */
export function CustomerBilling({ customerId, startSubscription }: CustomerBillingProps) {
  const balance = useQuery(api.ledger.balance.queryOptions({ input: { id: customerId } }))
  const subscriptions = useQuery(api.subscriptions.list.queryOptions({ input: { customerId, limit: 100 } }))
  const invoices = useQuery(api.invoices.list.queryOptions({ input: { customerId, limit: shown } }))
  return (
    <div className="space-y-4">
      <ListPanel query={balance}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={text.nothingBooked} />
          ) : (
            <div className="space-y-3 p-3">
              {items.map((one) => (
                <BalanceRow key={one.currency} customerId={customerId} balance={one} />
              ))}
            </div>
          )
        }
      </ListPanel>
      <ListPanel title={text.subscriptions} aside={startSubscription} query={subscriptions}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.subscriptions.noneOfCustomer} />
          ) : (
            <SubscriptionTable subscriptions={items} withCustomer={false} />
          )
        }
      </ListPanel>
      <ListPanel
        title={text.invoices}
        aside={
          invoices.data?.nextCursor && (
            <Link to="/invoices" search={{ customer: customerId }} className="text-sm underline">
              {text.allInvoices}
            </Link>
          )
        }
        query={invoices}
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.invoices.none} />
          ) : (
            <InvoiceTable invoices={items} withCustomer={false} />
          )
        }
      </ListPanel>
      <CustomerLedger customerId={customerId} />
    </div>
  )
}

interface ListPanelProps<Data> {
  title?: string
  aside?: ReactNode
  query: { data: Data | undefined; isError: boolean; error: unknown; refetch: () => Promise<unknown> }
  children: (data: Data) => ReactNode
}

function ListPanel<Data>({ title, aside, query, children }: ListPanelProps<Data>) {
  return (
    <Panel>
      {title && <PanelTitle aside={aside}>{title}</PanelTitle>}
      {query.data !== undefined && children(query.data)}
      {query.data === undefined &&
        (query.isError ? (
          <LoadError error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonRows rows={2} />
        ))}
    </Panel>
  )
}

function BalanceRow({ customerId, balance }: { customerId: string; balance: BalanceInCurrency }) {
  const [recording, setRecording] = useState(false)
  const { currency, due, overdue, credit } = balance
  return (
    <div className="space-y-3">
      <Stats>
        <Stat label={text.balance} value={<Amount value={balance.balance} />} />
        <Stat label={text.due} value={<Amount value={due} />} />
        <Stat
          label={text.overdue}
          value={<Amount value={overdue} {...(isZero(overdue) ? {} : { className: 'text-bad' })} />}
        />
        <Stat label={text.credit} value={<Amount value={credit} />} />
      </Stats>
      <May permission="billing.write">
        <Button size="sm" onClick={() => setRecording(true)}>
          {words.payments.record}
        </Button>
      </May>
      {recording && (
        <RecordPaymentDialog
          customerId={customerId}
          currency={currency}
          onClose={() => setRecording(false)}
        />
      )}
    </div>
  )
}
