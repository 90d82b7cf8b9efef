import { oneOf } from '../../lib/one-of.ts'
import { Select } from '../../ui/select.tsx'
import { type CustomerFilter, customerSorts } from './customer-filter.ts'
import { SearchBox } from './search-box.tsx'

interface CustomerFiltersProps {
  filter: CustomerFilter
  onChange: (change: CustomerFilter) => void
}

const sortLabels = {
  '-createdAt': 'Newest first',
  createdAt: 'Oldest first',
  email: 'By e-mail address',
  '-email': 'By e-mail address, backwards',
  fullName: 'By name',
  '-fullName': 'By name, backwards',
}

export function CustomerFilters({ filter, onChange }: CustomerFiltersProps) {
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <SearchBox
        value={filter.search ?? ''}
        onSearch={(search) => onChange({ search: search || undefined })}
      />
      <Select
        aria-label="Filter by status"
        value={filter.status ?? ''}
        onChange={({ target: { value } }) =>
          onChange({ status: value === 'active' || value === 'inactive' ? value : undefined })
        }
        className="flex-[1_1_9rem] sm:max-w-48"
      >
        <option value="">All customers</option>
        <option value="active">Active only</option>
        <option value="inactive">Inactive only</option>
      </Select>
      <Select
        aria-label="Sort by"
        value={filter.sort ?? '-createdAt'}
        onChange={({ target: { value } }) => onChange({ sort: oneOf(customerSorts, value) })}
        className="flex-[1_1_9rem] sm:max-w-48"
      >
        {customerSorts.map((sort) => (
          <option key={sort} value={sort}>
            {sortLabels[sort]}
          </option>
        ))}
      </Select>
    </div>
  )
}
