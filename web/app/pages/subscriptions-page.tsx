import { useNavigate, useSearch } from '@tanstack/react-router'
import { SubscriptionFilters, SubscriptionList } from '../../features/subscriptions/subscription-list.tsx'
import { BillingNav } from '../../shared/billing/billing-nav.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

export function SubscriptionsPage() {
  const filter = useSearch({ from: '/staff/subscriptions' })
  const navigate = useNavigate()
  return (
    <>
      <BillingNav />
      <PageHeader title={words.subscriptions.title} />
      <SubscriptionFilters
        filter={filter}
        onChange={(change) =>
          void navigate({ to: '/subscriptions', search: { ...filter, ...change }, replace: true })
        }
      />
      <SubscriptionList filter={filter} />
    </>
  )
}
