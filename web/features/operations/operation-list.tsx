import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { BulkTarget } from '#contracts/bulk-actions/schemas.ts'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { api } from '../../lib/api.ts'
import { ReviewDialog } from '../../shared/bulk-actions/review-dialog.tsx'
import { filterFrom } from '../../shared/bulk-actions/target.ts'
import { mayCancel, mayRetry } from '../../shared/operations/states.ts'
import { May, useMay } from '../../shared/session/may.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/page.tsx'
import { SelectionBar } from '../../ui/selection-bar.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { type OperationFilter, queryOf } from './operation-filter.ts'
import { OperationRows } from './operation-rows.tsx'
import { useSelection } from './use-selection.ts'

const text = words.operations
const pageSize = 50
const watchMs = 5000

interface OperationListProps {
  filter: OperationFilter
  /** Resets the filters of an empty result. */
  clear: ReactNode
}

export function OperationList({ filter, clear }: OperationListProps) {
  const operations = useInfiniteQuery(
    api.operations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: pageSize,
        ...queryOf(filter),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      // Not after "Load more": every page would be fetched again.
      refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 2 ? false : watchMs),
    }),
  )
  const rows = operations.data?.pages.flatMap((page) => page.items)
  return (
    <>
      {operations.isError && !rows && (
        <Panel>
          <LoadError error={operations.error} onRetry={() => void operations.refetch()} />
        </Panel>
      )}
      {operations.isPending && (
        <Panel>
          <SkeletonRows rows={6} />
        </Panel>
      )}
      {rows?.length === 0 && (
        <Panel>
          <Nothing filter={filter} clear={clear} />
        </Panel>
      )}
      {rows && rows.length > 0 && <Selectable rows={rows} filter={filter} hasMore={operations.hasNextPage} />}
      <LoadMore query={operations} />
    </>
  )
}

function Nothing({ filter, clear }: OperationListProps) {
  if (filter.server || filter.status || filter.code)
    return <EmptyState title={text.nothingFound}>{clear}</EmptyState>
  const { title, help } = text.nothing[filter.tab ?? 'all']
  return (
    <EmptyState
      title={title}
      action={
        !filter.tab && (
          <May permission="customers.write">
            <Link to="/customers/new" className={buttonClass('secondary')}>
              {text.addCustomer}
            </Link>
          </May>
        )
      }
    >
      {help}
    </EmptyState>
  )
}

const orders = ['retry', 'cancel'] as const
const may = { retry: mayRetry, cancel: mayCancel }
type BulkOrder = (typeof orders)[number]
const many = { retry: text.retryMany, cancel: text.cancelMany }

/** Rows that can be selected, and the actions on the selected rows. */
function Selectable({
  rows,
  filter,
  hasMore,
}: {
  rows: readonly OperationSummary[]
  filter: OperationFilter
  hasMore: boolean
}) {
  const selection = useSelection()
  const [asked, setAsked] = useState<{ order: BulkOrder; target: BulkTarget; title: string } | null>(null)
  const [allMatching, setAllMatching] = useState(false)
  const hasPermission = useMay()
  const mayWrite = hasPermission('operations.write') && hasPermission('bulk-actions.write')
  const open = mayWrite ? rows.filter((row) => mayRetry(row) || mayCancel(row)) : []
  const picked = rows.filter(({ id }) => selection.has(id))
  const allPicked = open.length > 0 && open.every(({ id }) => selection.has(id))
  return (
    <>
      <Panel>
        {open.length > 0 && (
          <label className="flex cursor-pointer items-center gap-3 border-b border-line px-4 py-2 text-sm text-muted">
            <input
              type="checkbox"
              checked={allPicked}
              onChange={() => selection.set(allPicked ? [] : open.map(({ id }) => id))}
              className="size-4 accent-accent"
            />
            {text.selectAll}
          </label>
        )}
        <OperationRows operations={rows} withFixes {...(open.length > 0 ? { selection } : {})} />
      </Panel>
      {picked.length > 0 && (
        <SelectionBar
          label={text.selection}
          count={picked.length}
          summary={allMatching ? words.bulk.allMatchingShown : undefined}
          onClear={() => {
            selection.set([])
            setAllMatching(false)
          }}
        >
          {orders.map((order) => {
            const ids = picked.filter(may[order]).map(({ id }) => id)
            const title = allMatching ? text.manyMatching[order] : many[order](ids.length)
            const target = allMatching ? { filter: filterFrom(queryOf(filter)) } : { ids }
            return (
              (allMatching || ids.length > 0) && (
                <Button key={order} size="sm" onClick={() => setAsked({ order, target, title })}>
                  {title}
                </Button>
              )
            )
          })}
          {hasMore && (
            <Button size="sm" variant="ghost" onClick={() => setAllMatching(!allMatching)}>
              {allMatching ? words.bulk.onlySelected : words.bulk.allMatching}
            </Button>
          )}
        </SelectionBar>
      )}
      {asked && (
        <ReviewDialog
          title={asked.title}
          means={text.meansOfMany[asked.order]}
          label={text.begin[asked.order]}
          input={{ action: asked.order, target: asked.target, options: {} }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
