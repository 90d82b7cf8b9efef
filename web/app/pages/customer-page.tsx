import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useMatchRoute, useNavigate, useParams } from '@tanstack/react-router'
import { CustomerHeader } from '../../features/customers/customer-header.tsx'
import { CustomerNextAction } from '../../features/customers/customer-next-action.tsx'
import { api } from '../../lib/api.ts'
import { isNotFound } from '../../lib/problem.ts'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { RouteTabs } from '../../ui/tabs.tsx'
import { words } from '../../words/index.ts'

const text = words.customerDetails.tabs
const tabs = [
  { value: 'overview', to: '/customers/$customerId', label: text.overview },
  { value: 'hosting', to: '/customers/$customerId/hosting', label: text.hosting },
  { value: 'billing', to: '/customers/$customerId/billing', label: text.billing },
  { value: 'operations', to: '/customers/$customerId/operations', label: text.operations },
  { value: 'mail', to: '/customers/$customerId/mail', label: text.mail },
  { value: 'audit', to: '/customers/$customerId/audit', label: text.audit },
] as const

export function CustomerPage() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  const navigate = useNavigate()
  const matches = useMatchRoute()
  const current = tabs.find(({ to }) => matches({ to }))?.value ?? 'overview'
  const customer = useQuery(api.customers.get.queryOptions({ input: { id: customerId } }))
  const accounts = useQuery(api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }))
  // The next action is above the tabs. It loads first, so the tabs do not move.
  // Not isPending: the Hosting tab refetches after an error, and isPending would unmount it each time.
  const known = accounts.isFetched || accounts.failureCount > 0
  const params = { customerId }
  if (isNotFound(customer.error))
    return (
      <NotFound title={words.customerDetails.notFound} help={words.customerDetails.notFoundHelp}>
        <Link to="/customers" className={buttonClass('primary')}>
          {words.customerDetails.toAll}
        </Link>
      </NotFound>
    )
  return (
    <>
      <Link to="/customers" className={backClass}>
        <BackContent>{words.customers.title}</BackContent>
      </Link>
      {customer.isError && !customer.data && (
        <LoadError error={customer.error} onRetry={() => void customer.refetch()} />
      )}
      {(customer.isPending || (customer.data && !known)) && <SkeletonRows rows={3} />}
      {customer.data && known && (
        <>
          <CustomerHeader
            customer={customer.data}
            section={tabs.find(({ value }) => value === current)?.label}
          />
          {current !== 'hosting' && <CustomerNextAction customerId={customerId} />}
          <RouteTabs
            label={text.label}
            value={current}
            onChange={(value) =>
              void navigate({
                to: tabs.find((tab) => tab.value === value)?.to ?? '/customers/$customerId',
                params,
              })
            }
            tabs={tabs.map(({ value, to, label }) => ({
              value,
              link: (
                <Link to={to} params={params} activeOptions={{ exact: true }}>
                  {label}
                </Link>
              ),
            }))}
          >
            <Outlet />
          </RouteTabs>
        </>
      )}
    </>
  )
}
