import { useInfiniteQuery } from '@tanstack/react-query'
import type { OperationStatus } from '#contracts/operation.ts'
import { api } from '../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { OperationRows } from './operation-rows.tsx'

const pageSize = 50

export function OperationList({ status }: { status: OperationStatus | undefined }) {
  const operations = useInfiniteQuery(
    api.operations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: pageSize,
        ...(status ? { status } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: 5000,
    }),
  )
  const rows = operations.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        {operations.isError && !rows && (
          <LoadError error={operations.error} onRetry={() => void operations.refetch()} />
        )}
        {operations.isPending && <SkeletonRows rows={6} />}
        {rows?.length === 0 && (
          <EmptyState title={status ? 'No operation in this state.' : 'No operations yet.'}>
            Each piece of work against a panel appears here.
          </EmptyState>
        )}
        {rows && rows.length > 0 && <OperationRows operations={rows} />}
      </Panel>
      {operations.hasNextPage && (
        <div className="mt-4 text-center">
          <Button blocked={operations.isFetchingNextPage} onClick={() => void operations.fetchNextPage()}>
            {operations.isFetchingNextPage ? 'Loading...' : 'Load more'}
          </Button>
        </div>
      )}
    </>
  )
}
