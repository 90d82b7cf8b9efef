import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Customer, CustomerSort } from '#contracts/customers/schemas.ts'
import { classNames } from '../../ui/class-names.ts'
import { words } from '../../words/index.ts'
import { briefHostingWidth, columnLooks } from './column-looks.ts'
import { type CustomerColumn, isUsual } from './columns.ts'
import { CustomerRow } from './customer-row.tsx'

const head = 'px-4 py-2 text-left text-sm font-medium text-muted'
const text = words.customers

interface CustomerTableProps {
  columns: readonly CustomerColumn[]
  customers: readonly Customer[]
  sort: CustomerSort
  onSort: (sort: CustomerSort) => void
  selected: ReadonlyMap<string, Customer>
  onSelect: (customers: readonly Customer[], selected: boolean) => void
}

/** Narrow screens show only the customer, hosting that needs action, the status and the eye. */
export function CustomerTable({ columns, customers, sort, onSort, selected, onSelect }: CustomerTableProps) {
  const chosen = customers.filter(({ id }) => selected.has(id)).length
  return (
    <table className="w-full table-fixed border-collapse">
      <thead className="border-b border-line">
        <tr>
          <th scope="col" className="hidden w-10 pl-4 text-left sm:table-cell print:hidden">
            <input
              type="checkbox"
              aria-label={text.selectAll}
              className="size-4 align-middle accent-accent"
              ref={(element) => {
                if (element) element.indeterminate = chosen > 0 && chosen < customers.length
              }}
              checked={chosen === customers.length}
              onChange={({ target }) => onSelect(customers, target.checked)}
            />
          </th>
          <SortedHead
            sort={sort}
            onSort={onSort}
            up="fullName"
            down="-fullName"
            // With more columns than fit, the table scrolls in its panel and the names keep this width.
            className={classNames(head, !isUsual(columns) && 'lg:w-56')}
          >
            {text.columns.customer}
          </SortedHead>
          {columns.map((column) => {
            const { width, sorts } = columnLooks[column]
            const isBrief = column === 'hosting' && columns.includes('username')
            const className = `${head} ${isBrief ? briefHostingWidth : width}`
            return sorts ? (
              <SortedHead
                key={column}
                sort={sort}
                onSort={onSort}
                up={sorts[0]}
                down={sorts[1]}
                className={className}
              >
                {text.columns[column]}
              </SortedHead>
            ) : (
              <th key={column} scope="col" className={className}>
                {text.columns[column]}
              </th>
            )
          })}
          <th scope="col" className="w-13 print:hidden">
            <span className="sr-only">{text.details}</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {customers.map((customer) => (
          <CustomerRow
            key={customer.id}
            columns={columns}
            customer={customer}
            selected={selected.has(customer.id)}
            onSelect={(on) => onSelect([customer], on)}
          />
        ))}
      </tbody>
    </table>
  )
}

interface SortedHeadProps {
  sort: CustomerSort
  onSort: (sort: CustomerSort) => void
  /** The sort order after the first click and after the second. */
  up: CustomerSort
  down: CustomerSort
  className: string
  children: ReactNode
}

function SortedHead({ sort, onSort, up, down, className, children }: SortedHeadProps) {
  const state = sort === up || sort === down ? (sort.startsWith('-') ? 'descending' : 'ascending') : undefined
  const Arrow = state === 'descending' ? ArrowDown : ArrowUp
  return (
    <th scope="col" aria-sort={state ?? 'none'} className={className}>
      <button
        type="button"
        onClick={() => onSort(sort === up ? down : up)}
        className="-mx-1 inline-flex items-center gap-1 rounded px-1 font-medium hover:text-text"
      >
        {children}
        <Arrow aria-hidden className={`size-3.5 ${state ? '' : 'invisible'}`} />
      </button>
    </th>
  )
}
