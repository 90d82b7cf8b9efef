import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useMatchRoute, useNavigate, useParams } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { CustomerHeader } from '../../features/customers/customer-header.tsx'
import { CustomerOverview } from '../../features/customers/customer-overview.tsx'
import { api } from '../../lib/api.ts'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { RouteTabs } from '../../ui/tabs.tsx'

const useCustomer = (id: string) => useQuery(api.customers.get.queryOptions({ input: { id } }))

export function CustomerPage() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  const navigate = useNavigate()
  const onHosting = Boolean(useMatchRoute()({ to: '/customers/$customerId/hosting' }))
  const customer = useCustomer(customerId)
  const params = { customerId }
  return (
    <>
      <Link
        to="/customers"
        className="mb-2 -ml-1 inline-flex items-center gap-0.5 rounded text-muted hover:text-text"
      >
        <ChevronLeft aria-hidden className="size-4" />
        Customers
      </Link>
      {customer.isError && !customer.data && (
        <LoadError error={customer.error} onRetry={() => void customer.refetch()} />
      )}
      {customer.isPending && <SkeletonRows rows={3} />}
      {customer.data && (
        <>
          <CustomerHeader customer={customer.data} />
          <RouteTabs
            label="Customer"
            value={onHosting ? 'hosting' : 'overview'}
            onChange={(tab) =>
              void navigate({
                to: tab === 'hosting' ? '/customers/$customerId/hosting' : '/customers/$customerId',
                params,
              })
            }
            tabs={[
              {
                value: 'overview',
                link: (
                  <Link to="/customers/$customerId" params={params} activeOptions={{ exact: true }}>
                    Overview
                  </Link>
                ),
              },
              {
                value: 'hosting',
                link: (
                  <Link to="/customers/$customerId/hosting" params={params}>
                    Hosting
                  </Link>
                ),
              },
            ]}
          >
            <Outlet />
          </RouteTabs>
        </>
      )}
    </>
  )
}

export function CustomerOverviewTab() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  const { data } = useCustomer(customerId)
  return data ? <CustomerOverview customer={data} /> : null
}
