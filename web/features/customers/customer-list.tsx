import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import type { CustomerFilter } from './customer-filter.ts'
import { CustomerTable } from './customer-table.tsx'

const pageSize = 50

export function CustomerList({ filter }: { filter: CustomerFilter }) {
  const customers = useInfiniteQuery(
    api.customers.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: pageSize,
        ...(filter.search ? { search: filter.search } : {}),
        ...(filter.status ? { status: filter.status } : {}),
        ...(filter.sort ? { sort: filter.sort } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      // While the next search is under way the last answer stays: no flicker between letters.
      placeholderData: (previous) => previous,
    }),
  )
  const rows = customers.data?.pages.flatMap((page) => page.items)
  const filtered = Boolean(filter.search || filter.status)

  return (
    <>
      <Panel>
        {customers.isError && !rows && (
          <LoadError error={customers.error} onRetry={() => void customers.refetch()} />
        )}
        {customers.isPending && <SkeletonRows rows={6} />}
        {rows?.length === 0 && (
          <EmptyState title={filtered ? 'No customer matches.' : 'No customers yet.'}>
            {filtered ? 'Change the search or the filter.' : 'Add the first one with “Add Customer”.'}
          </EmptyState>
        )}
        {rows && rows.length > 0 && <CustomerTable customers={rows} />}
      </Panel>
      {customers.hasNextPage && (
        <div className="mt-4 text-center">
          <Button blocked={customers.isFetchingNextPage} onClick={() => void customers.fetchNextPage()}>
            {customers.isFetchingNextPage ? 'Loading...' : 'Load more'}
          </Button>
        </div>
      )}
    </>
  )
}
