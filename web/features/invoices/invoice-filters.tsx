import { FilterBar, FilterSelect } from '../../shared/billing/filter-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'
import { type InvoiceFilter, invoiceFilterKinds, invoiceFilterStatuses } from './invoice-filter.ts'

const text = words.invoices

interface InvoiceFiltersProps {
  filter: InvoiceFilter
  onChange: (change: InvoiceFilter) => void
}

export const InvoiceFilters = ({ filter, onChange }: InvoiceFiltersProps) => (
  <FilterBar text={text} search={filter.search} onSearch={(search) => onChange({ search })}>
    <FilterSelect
      label={text.byStatus}
      any={text.anyStatus}
      values={invoiceFilterStatuses}
      names={{ ...text.status, overdue: text.overdue }}
      value={filter.status}
      onChange={(status) => onChange({ status })}
    />
    <FilterSelect
      label={text.byKind}
      any={text.anyKind}
      values={invoiceFilterKinds}
      names={text.ofKind}
      value={filter.kind}
      onChange={(kind) => onChange({ kind })}
    />
    {filter.customer && (
      <Button onClick={() => onChange({ customer: undefined })}>
        {text.ofCustomer} <span aria-hidden>{'\u00d7'}</span>
      </Button>
    )}
  </FilterBar>
)
