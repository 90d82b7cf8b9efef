import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { HostingSummary } from './hosting-summary.tsx'

export function NewestCustomers() {
  const customers = useQuery(api.customers.list.queryOptions({ input: { limit: 5 } }))
  return (
    <Panel>
      <PanelTitle
        aside={
          <Link to="/customers" className="text-sm underline">
            {words.home.all}
          </Link>
        }
      >
        {words.customers.newest}
      </PanelTitle>
      {customers.isPending && <SkeletonRows rows={5} />}
      {customers.isError && !customers.data && (
        <LoadError error={customers.error} onRetry={() => void customers.refetch()} />
      )}
      {customers.data?.items.length === 0 && <EmptyState title={words.customers.none} />}
      <ul className="divide-y divide-line">
        {customers.data?.items.map((customer) => (
          <li key={customer.id}>
            <Link
              to="/customers/$customerId"
              params={{ customerId: customer.id }}
              className="flex h-13 items-center gap-3 px-4 outline-offset-[-2px] hover:bg-sunken"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium">
                  <UserText truncate>{customer.fullName}</UserText>
                </span>
                <span className="block text-sm text-muted">
                  <UserText truncate>{customer.email}</UserText>
                </span>
              </span>
              <span className="flex max-w-46 min-w-0 shrink-0 justify-end sm:w-46 sm:justify-start">
                <HostingSummary hosting={customer.hosting} brief />
              </span>
              <span className="hidden w-28 text-right text-sm text-muted sm:block">
                <Time iso={customer.createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
