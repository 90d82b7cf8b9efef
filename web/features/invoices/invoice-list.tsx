import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { pagesOf } from '../../lib/pages-of.ts'
import { FilteredList } from '../../shared/billing/filtered-list.tsx'
import { InvoiceTable } from '../../shared/billing/invoice-table.tsx'
import { words } from '../../words/index.ts'
import { type InvoiceFilter, invoiceQueryOf, isInvoiceFiltered } from './invoice-filter.ts'

const text = words.invoices
const pageSize = 50

/** Invoices and credit notes, newest first. */
export function InvoiceList({ filter }: { filter: InvoiceFilter }) {
  const invoices = useInfiniteQuery(
    api.invoices.list.infiniteOptions(pagesOf(invoiceQueryOf(filter), pageSize)),
  )
  return (
    <FilteredList
      query={invoices}
      isFiltered={isInvoiceFiltered(filter)}
      text={text}
      clear={
        <Link to="/invoices" className="underline">
          {text.clear}
        </Link>
      }
    >
      {(rows) => <InvoiceTable invoices={rows} withCustomer={!filter.customer} />}
    </FilteredList>
  )
}
