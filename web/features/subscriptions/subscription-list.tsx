import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { pagesOf } from '../../lib/pages-of.ts'
import { FilterBar, FilterSelect } from '../../shared/billing/filter-bar.tsx'
import { FilteredList } from '../../shared/billing/filtered-list.tsx'
import { SubscriptionTable } from '../../shared/billing/subscription-table.tsx'
import { words } from '../../words/index.ts'
import { type SubscriptionFilter, subscriptionFilterStatuses } from './subscription-filter.ts'

const text = words.subscriptions
const pageSize = 50

interface SubscriptionFiltersProps {
  filter: SubscriptionFilter
  onChange: (change: SubscriptionFilter) => void
}

export const SubscriptionFilters = ({ filter, onChange }: SubscriptionFiltersProps) => (
  <FilterBar text={text} search={filter.search} onSearch={(search) => onChange({ search })}>
    <FilterSelect
      label={text.byStatus}
      any={text.anyStatus}
      values={subscriptionFilterStatuses}
      names={text.status}
      value={filter.status}
      onChange={(status) => onChange({ status })}
    />
  </FilterBar>
)

/** Subscriptions of all customers, newest first. */
export function SubscriptionList({ filter }: { filter: SubscriptionFilter }) {
  const { search, status } = filter
  const subscriptions = useInfiniteQuery(
    api.subscriptions.list.infiniteOptions(pagesOf({ search, status }, pageSize)),
  )
  return (
    <FilteredList
      query={subscriptions}
      isFiltered={Boolean(search || status)}
      text={text}
      clear={
        <Link to="/subscriptions" className="underline">
          {text.clear}
        </Link>
      }
    >
      {(rows) => <SubscriptionTable subscriptions={rows} withCustomer />}
    </FilteredList>
  )
}
