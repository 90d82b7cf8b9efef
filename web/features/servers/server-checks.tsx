import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { formatDuration } from '../../lib/format.ts'
import { serverStatusWords } from '../../shared/servers/status-words.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'

const text = words.servers

/** Every check of the last week, newest first. Loaded when the list is opened. */
export function ServerChecks({ serverId }: { serverId: string }) {
  const [open, setOpen] = useState(false)
  return (
    <Panel>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="rounded-lg px-4 py-2.5 font-semibold">{text.recentChecks}</summary>
        {open && <CheckList serverId={serverId} />}
      </details>
    </Panel>
  )
}

function CheckList({ serverId }: { serverId: string }) {
  const checks = useInfiniteQuery(
    api.servers.checks.infiniteOptions({
      input: (cursor: number | undefined) => ({ id: serverId, limit: 25, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.nextCursor === null ? undefined : Number(page.nextCursor)),
    }),
  )
  const rows = checks.data?.pages.flatMap(({ items }) => items)
  return (
    <div className="border-t border-line">
      {checks.isPending && <SkeletonRows rows={4} />}
      {checks.isError && !rows && <LoadError error={checks.error} onRetry={() => void checks.refetch()} />}
      {rows?.length === 0 && <EmptyState title={text.healthNone} />}
      <ul className="divide-y divide-line">
        {rows?.map((check) => (
          <li key={check.at} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="w-34">
              <StatusBadge {...serverStatusWords[check.verdict]} />
            </span>
            <Time iso={check.at} as="moment" className="text-sm text-muted tabular-nums" />
            <span className="text-sm text-muted">
              {text.startedBy[check.askedBy]}, {text.took(formatDuration(check.durationMs))}
            </span>
            {check.message && (
              <span className="basis-full text-sm wrap-anywhere">
                {check.failed && `${text.check(check.failed)}: `}
                {check.message}
              </span>
            )}
          </li>
        ))}
      </ul>
      {checks.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button
            size="sm"
            variant="ghost"
            blocked={checks.isFetchingNextPage}
            onClick={() => void checks.fetchNextPage()}
          >
            {checks.isFetchingNextPage ? words.common.loading : words.common.loadMore}
          </Button>
        </div>
      )}
    </div>
  )
}
