import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { oneOf } from '../../lib/one-of.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'
import { type CustomerFilter, customerHostings, customerSorts, isFiltered } from './customer-filter.ts'
import { SearchBox } from './search-box.tsx'

interface CustomerFiltersProps {
  filter: CustomerFilter
  onChange: (change: CustomerFilter) => void
}

const text = words.customers
const shape = 'flex-[1_1_9rem] sm:max-w-44'

export function CustomerFilters({ filter, onChange }: CustomerFiltersProps) {
  return (
    <div className="mb-3 flex flex-wrap gap-2 print:hidden">
      <SearchBox
        value={filter.search ?? ''}
        onSearch={(search) => onChange({ search: search || undefined })}
      />
      <Select
        aria-label={text.byStatus}
        value={filter.status ?? ''}
        onChange={({ target }) => onChange({ status: oneOf(['active', 'inactive'], target.value) })}
        className={shape}
      >
        <option value="">{text.anyStatus}</option>
        <option value="active">{text.activeOnly}</option>
        <option value="inactive">{text.inactiveOnly}</option>
      </Select>
      <Select
        aria-label={text.byHosting}
        value={filter.hosting ?? ''}
        onChange={({ target }) => onChange({ hosting: oneOf(customerHostings, target.value) })}
        className={shape}
      >
        <option value="">{text.anyHosting}</option>
        {customerHostings.map((hosting) => (
          <option key={hosting} value={hosting}>
            {text.hosting[hosting]}
          </option>
        ))}
      </Select>
      <ServerFilter value={filter.server} onChange={(server) => onChange({ server })} />
      <Select
        aria-label={text.sortBy}
        value={filter.sort ?? '-createdAt'}
        onChange={({ target }) => onChange({ sort: oneOf(customerSorts, target.value) })}
        className={shape}
      >
        {customerSorts.map((sort) => (
          <option key={sort} value={sort}>
            {text.sorts[sort]}
          </option>
        ))}
      </Select>
      {isFiltered(filter) && (
        <Button
          variant="ghost"
          onClick={() =>
            onChange({ search: undefined, status: undefined, hosting: undefined, server: undefined })
          }
        >
          {text.clearFilters}
        </Button>
      )}
    </div>
  )
}

/** Returns the function that turns filters and order into text. */
export function useFilterText(): (filter: CustomerFilter) => string {
  const { data } = useQuery(api.servers.list.queryOptions())
  return ({ search, status, hosting, server, sort }) =>
    [
      search && `\u201c${search}\u201d`,
      status && (status === 'active' ? text.activeOnly : text.inactiveOnly),
      hosting && text.hosting[hosting],
      server && data?.items.find(({ id }) => id === server)?.name,
      text.sorts[sort ?? '-createdAt'],
    ]
      .filter(Boolean)
      .join(', ')
}

/** The filters as text for printing, which omits the controls. */
export function FiltersUsed({ filter }: { filter: CustomerFilter }) {
  const filterText = useFilterText()
  return (
    <p className="mb-3 hidden text-sm print:block" dir="auto">
      {text.filtersUsed(filterText(filter))}
    </p>
  )
}

interface ServerFilterProps {
  value: string | undefined
  onChange: (server: string | undefined) => void
}

function ServerFilter({ value, onChange }: ServerFilterProps) {
  const { data } = useQuery(api.servers.list.queryOptions())
  const servers = data?.items ?? []
  return (
    <Select
      aria-label={text.byServer}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
      className={shape}
    >
      <option value="">{text.anyServer}</option>
      {servers.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {/* The URL names a server that is not loaded yet or was removed. */}
      {value && !servers.some(({ id }) => id === value) && <option value={value}>…</option>}
    </Select>
  )
}
