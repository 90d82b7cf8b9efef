import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { AuditRow } from './audit-row.tsx'

const pageSize = 25

/** The audit log of a customer and their hosting, newest first. */
export function CustomerAudit({ customerId }: { customerId: string }) {
  const entries = useInfiniteQuery(
    api.customers.audit.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id: customerId,
        limit: pageSize,
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const { data: servers } = useQuery(api.servers.list.queryOptions())
  const names = new Map(servers?.items.map(({ id, name }) => [id, name]))
  const rows = entries.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        <PanelTitle>{words.audit.title}</PanelTitle>
        {entries.isError && !rows && (
          <LoadError error={entries.error} onRetry={() => void entries.refetch()} />
        )}
        {entries.isPending && <SkeletonRows rows={4} />}
        {rows?.length === 0 && <EmptyState title={words.audit.none} />}
        <ol className="divide-y divide-line">
          {rows?.map((entry) => (
            <AuditRow key={entry.id} entry={entry} servers={names} />
          ))}
        </ol>
      </Panel>
      <LoadMore query={entries} />
    </>
  )
}
