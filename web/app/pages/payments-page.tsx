import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { PaymentFilters, PaymentList } from '../../features/payments/payment-list.tsx'
import { BillingNav } from '../../shared/billing/billing-nav.tsx'
import { May } from '../../shared/session/may.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

const text = words.payments
const RecordForCustomer = lazy(() =>
  import('../../features/payments/record-for-customer.tsx').then(({ RecordForCustomer }) => ({
    default: RecordForCustomer,
  })),
)

export function PaymentsPage() {
  const filter = useSearch({ from: '/staff/payments' })
  const navigate = useNavigate()
  const [recording, setRecording] = useState(false)
  return (
    <>
      <BillingNav />
      <PageHeader title={text.title}>
        <Link to="/payments/statements" className={buttonClass()}>
          {words.bankStatements.title}
        </Link>
        <May permission="billing.write">
          <Button variant="primary" onClick={() => setRecording(true)}>
            <Plus aria-hidden className="size-4" />
            {text.record}
          </Button>
        </May>
      </PageHeader>
      <PaymentFilters
        filter={filter}
        onChange={(change) =>
          void navigate({ to: '/payments', search: { ...filter, ...change }, replace: true })
        }
      />
      <PaymentList filter={filter} />
      <LazyPart>{recording && <RecordForCustomer onClose={() => setRecording(false)} />}</LazyPart>
    </>
  )
}
