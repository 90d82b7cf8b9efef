import { Link, useMatchRoute, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { Columns3, Plus } from 'lucide-react'
import { lazy, useRef, useState } from 'react'
import { columnsIn, rememberColumns, rememberedColumns } from '../../features/customers/columns.ts'
import { type CustomerFilter, columnsText, filterIn } from '../../features/customers/customer-filter.ts'
import { CustomerFilters, FiltersUsed, useFilterText } from '../../features/customers/customer-filters.tsx'
import { CustomerList } from '../../features/customers/customer-list.tsx'
import { ExportCsv } from '../../features/customers/export-csv.tsx'
import { useHasNoCustomers } from '../../features/customers/use-customers.ts'
import { copyAllId, handOver } from '../../features/hand-over/store.ts'
import type { ViewedList } from '../../features/views/viewed-list.ts'
import { ViewsButton } from '../../features/views/views-button.tsx'
import { May } from '../../shared/session/may.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'
import { parseSearch, stringifySearch } from '../search-params.ts'

const loadDialog = () => import('../../features/onboarding/add-customer-dialog.tsx')
const AddCustomerDialog = lazy(() =>
  loadDialog().then(({ AddCustomerDialog }) => ({ default: AddCustomerDialog })),
)
const ColumnsDialog = lazy(() =>
  import('../../features/customers/columns-dialog.tsx').then(({ ColumnsDialog }) => ({
    default: ColumnsDialog,
  })),
)
const openerId = 'add-customer'

/** The customer list. At /customers/new, the Add Customer dialog is open over it. */
export function CustomersPage() {
  const filter = useSearch({ from: '/staff/customer-list' })
  const isEmpty = useHasNoCustomers(filter)
  const navigate = useNavigate()
  const router = useRouter()
  const [picking, setPicking] = useState(false)
  const columns = columnsIn(filter.columns) ?? rememberedColumns()
  const filterText = useFilterText()
  const views: ViewedList = {
    page: 'customers',
    // In one order, so that an open view is recognized. It has the same columns in every browser.
    query: stringifySearch({ ...filterIn({ ...filter }), columns: columnsText(columns) }).slice(1),
    describe: (query) => filterText(filterIn(parseSearch(query))),
    link: (query, props) => <Link to="/customers" search={filterIn(parseSearch(query))} {...props} />,
  }
  const adding = Boolean(useMatchRoute()({ to: '/customers/new' }))
  /** Whether the open dialog has added a customer. If so, closing it shows the Credentials tray. */
  const added = useRef(false)

  /**
   * A search is applied shortly after the typing. It must not navigate back if a customer was opened since then, and
   * a filter picked since then stays.
   */
  const changeFilter = (change: CustomerFilter) => {
    const to = router.latestLocation.pathname
    if (to !== '/customers' && to !== '/customers/new') return
    void navigate({ to, search: { ...filterIn(router.latestLocation.search), ...change }, replace: true })
  }

  const showAdded = () => {
    if (added.current) handOver.setOpen(true)
    added.current = false
  }

  return (
    <>
      <PageHeader title={words.customers.title}>
        <May permission="customers.export">
          <div inert={isEmpty} aria-hidden={isEmpty} className={isEmpty ? 'invisible' : ''}>
            <ExportCsv filter={filter} />
          </div>
        </May>
        <May permission="imports.read">
          {/* On a phone the header has room for two buttons. The search leads to Imports there. */}
          <Link to="/imports" className={`${buttonClass('secondary')} max-sm:hidden print:hidden`}>
            {words.shell.imports}
          </Link>
        </May>
        <May permission="customers.write">
          <Button
            id={openerId}
            variant="primary"
            onPointerEnter={() => void loadDialog()}
            onFocus={() => void loadDialog()}
            onClick={() => void navigate({ to: '/customers/new', search: filter })}
          >
            <Plus aria-hidden className="size-4" />
            {words.onboarding.title}
          </Button>
        </May>
      </PageHeader>
      {/* Hidden without customers. Wide screens keep their space, so the list does not move when the count is known. */}
      <div inert={isEmpty} aria-hidden={isEmpty} className={isEmpty ? 'invisible' : ''}>
        <CustomerFilters filter={filter} onChange={changeFilter} />
      </div>
      <FiltersUsed filter={filter} />
      <CustomerList
        filter={filter}
        columns={columns}
        controls={
          <>
            <Button size="sm" className="max-sm:hidden print:hidden" onClick={() => setPicking(true)}>
              <Columns3 aria-hidden className="size-4" />
              {words.common.columns}
            </Button>
            <ViewsButton list={views} size="sm" />
          </>
        }
        onSort={(sort) => changeFilter({ sort })}
      />
      <LazyPart>
        {picking && (
          <ColumnsDialog
            columns={columns}
            onChange={(next) => {
              rememberColumns(next)
              changeFilter({ columns: columnsText(next) })
            }}
            onClose={() => setPicking(false)}
          />
        )}
      </LazyPart>
      <LazyPart>
        {adding && (
          <AddCustomerDialog
            openerId={openerId}
            copyAllId={copyAllId}
            onClose={() => {
              showAdded()
              const { returnTo } = router.latestLocation.state
              if (returnTo) router.history.push(returnTo)
              else void navigate({ to: '/customers', search: filter })
            }}
            onAdded={(result) => {
              handOver.add(result)
              added.current = true
            }}
            onCreated={(result) => {
              handOver.add(result)
              showAdded()
              window.scrollTo({ top: 0 })
              // Without filters, so that the list shows the new customer.
              void navigate({ to: '/customers', search: {} })
            }}
          />
        )}
      </LazyPart>
    </>
  )
}
