import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { CustomerOverview } from '../../features/customers/customer-overview.tsx'
import { AccountsAtAGlance } from '../../features/hosting/accounts-at-a-glance.tsx'
import { api } from '../../lib/api.ts'
import { words } from '../../words/index.ts'

export function CustomerOverviewTab() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  const { data } = useQuery(api.customers.get.queryOptions({ input: { id: customerId } }))
  if (!data) return null
  return (
    <CustomerOverview
      customer={data}
      aside={
        <AccountsAtAGlance
          customerId={customerId}
          all={
            <Link to="/customers/$customerId/hosting" params={{ customerId }} className="text-sm underline">
              {words.customerDetails.allHosting}
            </Link>
          }
        />
      }
    />
  )
}
