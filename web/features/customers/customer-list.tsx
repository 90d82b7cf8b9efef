import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, useState } from 'react'
import type { Customer, CustomerSort, CustomerTotal } from '#contracts/customers/schemas.ts'
import { formatNumber } from '../../lib/format.ts'
import { filterFrom } from '../../shared/bulk-actions/target.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/page.tsx'
import { SelectionBar } from '../../ui/selection-bar.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { type BulkAction, bulkActions, isActivity, neededFor } from './bulk/bulk-action.ts'
import type { CustomerColumn } from './columns.ts'
import { type CustomerFilter, isFiltered, queryOf } from './customer-filter.ts'
import { CustomerTable } from './customer-table.tsx'
import { NeedsActionLine } from './needs-action-line.tsx'
import { useCustomers } from './use-customers.ts'
import { useListKeys } from './use-list-keys.ts'

const text = words.customers
const ActivityDialog = lazy(() =>
  import('./bulk/bulk-dialog.tsx').then(({ ActivityDialog }) => ({ default: ActivityDialog })),
)
const HostingDialog = lazy(() =>
  import('./bulk/hosting-dialog.tsx').then(({ HostingDialog }) => ({ default: HostingDialog })),
)

/** "1,500 customers", or "1,000+ customers" if the count stopped at its limit. */
function totalOf(shown: number, hasMore: boolean, total: CustomerTotal | undefined): string {
  const { count, more } = hasMore && total ? total : { count: shown, more: hasMore }
  return text.total(count, formatNumber(count), more)
}

/** The filter of the list, without its order. */
function filterOf(filter: CustomerFilter) {
  const { sort: _, ...wanted } = queryOf(filter)
  return filterFrom(wanted)
}

interface CustomerListProps {
  filter: CustomerFilter
  columns: readonly CustomerColumn[]
  /** Shown at the end of the line with the total. */
  controls: ReactNode
  onSort: (sort: CustomerSort) => void
}

export function CustomerList({ filter, columns, controls, onSort }: CustomerListProps) {
  const navigate = useNavigate()
  const may = useMay()
  const [allMatching, setAllMatching] = useState(false)
  const offered = bulkActions.filter((one) => neededFor[one].every(may) && !(allMatching && isActivity(one)))
  const [selected, setSelected] = useState<ReadonlyMap<string, Customer>>(new Map())
  const [action, setAction] = useState<BulkAction | null>(null)
  const customers = useCustomers(filter)
  const rows = customers.data?.pages.flatMap((page) => page.items)

  const select = (some: readonly Customer[], on: boolean) => {
    const next = new Map(selected)
    for (const customer of some)
      if (on) next.set(customer.id, customer)
      else next.delete(customer.id)
    setAllMatching(false)
    setSelected(next)
  }
  const loadMore = () => {
    if (customers.hasNextPage && !customers.isFetchingNextPage) void customers.fetchNextPage()
  }
  useListKeys({
    onOpen: (customerId) => void navigate({ to: '/customers/$customerId', params: { customerId } }),
    onToggle(id) {
      const customer = rows?.find((row) => row.id === id)
      if (customer) select([customer], !selected.has(id))
    },
    onEnd: loadMore,
    onEscape: () => setSelected(new Map()),
  })

  return (
    <>
      <div className="mb-1.5 flex min-h-7.5 items-center justify-between gap-3">
        <p role="status" className="text-sm text-muted tabular-nums">
          {rows && totalOf(rows.length, customers.hasNextPage, customers.data?.pages[0]?.total)}
        </p>
        {rows?.length !== 0 || isFiltered(filter) ? (
          <div data-page-actions className="flex items-center gap-2">
            {controls}
          </div>
        ) : null}
      </div>
      {filter.hosting === 'needs-attention' && <NeedsActionLine />}
      <Panel>
        {customers.isError && !rows && (
          <LoadError error={customers.error} onRetry={() => void customers.refetch()} />
        )}
        {customers.isPending && <SkeletonRows rows={8} />}
        {rows?.length === 0 && (
          <EmptyState
            title={isFiltered(filter) ? text.noMatch : text.none}
            action={
              !isFiltered(filter) &&
              may('customers.write') && (
                <Link to="/customers/new" className={buttonClass('primary')}>
                  {words.firstRun.customer}
                </Link>
              )
            }
          >
            {isFiltered(filter) ? text.noMatchHelp : text.noneHelp}
          </EmptyState>
        )}
        {rows && rows.length > 0 && (
          <div className="relative overflow-x-auto">
            <CustomerTable
              columns={columns}
              customers={rows}
              sort={filter.sort ?? '-createdAt'}
              onSort={onSort}
              selected={selected}
              onSelect={select}
            />
          </div>
        )}
      </Panel>
      <LoadMore query={customers} />
      {rows && rows.length > 0 && (
        <p className="mt-3 hidden text-sm text-muted lg:block print:hidden">{text.keysHint}</p>
      )}
      {selected.size > 0 && (
        <SelectionBar
          label={words.customerBulk.region}
          count={selected.size}
          summary={allMatching ? words.bulk.allMatchingShown : undefined}
          onClear={() => select([...selected.values()], false)}
        >
          {offered.map((one) => (
            <Button key={one} size="sm" onClick={() => setAction(one)}>
              {words.customerBulk.actions[one].label}
            </Button>
          ))}
          {customers.hasNextPage && may('bulk-actions.write') && (
            <Button size="sm" variant="ghost" onClick={() => setAllMatching(!allMatching)}>
              {allMatching ? words.bulk.onlySelected : words.bulk.allMatching}
            </Button>
          )}
        </SelectionBar>
      )}
      <LazyPart>
        {action && !isActivity(action) && (
          <HostingDialog
            action={action}
            count={allMatching ? null : selected.size}
            target={allMatching ? { filter: filterOf(filter) } : { customerIds: [...selected.keys()] }}
            onClose={() => setAction(null)}
          />
        )}
        {action && isActivity(action) && (
          <ActivityDialog
            action={action}
            customers={[...selected.values()]}
            onClose={(left) => {
              setAction(null)
              setSelected(new Map(left.map((customer) => [customer.id, customer])))
            }}
          />
        )}
      </LazyPart>
    </>
  )
}
