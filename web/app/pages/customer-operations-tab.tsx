import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { OperationRows } from '../../features/operations/operation-rows.tsx'
import { api } from '../../lib/api.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const pageSize = 25
const text = words.customerDetails

/** All operations of this customer. */
export function CustomerOperationsTab() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  const operations = useInfiniteQuery(
    api.operations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        customerId,
        limit: pageSize,
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: 5_000,
    }),
  )
  const rows = operations.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        {operations.isError && !rows && (
          <LoadError error={operations.error} onRetry={() => void operations.refetch()} />
        )}
        {operations.isPending && <SkeletonRows rows={3} />}
        {rows?.length === 0 && <EmptyState title={text.noOperations}>{text.noOperationsHelp}</EmptyState>}
        {rows && rows.length > 0 && <OperationRows operations={rows} />}
      </Panel>
      <LoadMore query={operations} />
    </>
  )
}
