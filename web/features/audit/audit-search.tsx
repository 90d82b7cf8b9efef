import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { type AuditFilter, auditQueryOf } from './audit-filter.ts'
import { AuditRow } from './audit-row.tsx'

const pageSize = 50
const text = words.auditLog

/** The matching entries of the whole installation, newest first. */
export function AuditSearch({ filter }: { filter: AuditFilter }) {
  const entries = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...auditQueryOf(filter),
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
        {entries.isError && !rows && (
          <LoadError error={entries.error} onRetry={() => void entries.refetch()} />
        )}
        {entries.isPending && <SkeletonRows rows={8} />}
        {rows?.length === 0 && <EmptyState title={text.none}>{text.noneHelp}</EmptyState>}
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
