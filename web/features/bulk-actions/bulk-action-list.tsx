import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { statusTones } from '../../shared/bulk-actions/tones.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.bulkActions
const pageSize = 25

/** All bulk actions, newest first. */
export function BulkActionList() {
  const actions = useInfiniteQuery(
    api.bulkActions.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: pageSize, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const rows = actions.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        {actions.isError && !rows && (
          <LoadError error={actions.error} onRetry={() => void actions.refetch()} />
        )}
        {actions.isPending && <SkeletonRows rows={4} />}
        {rows?.length === 0 && <EmptyState title={text.none}>{text.noneHelp}</EmptyState>}
        <ul className="divide-y divide-line">
          {rows?.map(({ id, action, status, counts, createdBy, createdAt }) => (
            <li
              key={id}
              className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken"
            >
              <div className="min-w-0 flex-1 basis-60">
                <Link
                  to="/bulk-actions/$bulkActionId"
                  params={{ bulkActionId: id }}
                  className="block font-medium after:absolute after:inset-0"
                >
                  {text.kinds[action]}
                </Link>
                <p className="text-sm text-muted">
                  <Time iso={createdAt} /> <Sentence text={text.by} values={[createdBy]} />
                </p>
              </div>
              <p className="text-sm text-muted tabular-nums">
                {text.subjects[action](counts.total)}
                {counts.failed > 0 && ` · ${text.states.failed} ${formatNumber(counts.failed)}`}
              </p>
              <StatusBadge label={text.status[status]} tone={statusTones[status]} />
            </li>
          ))}
        </ul>
      </Panel>
      <LoadMore query={actions} />
    </>
  )
}
