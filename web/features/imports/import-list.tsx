import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { statusTones } from './import-tones.ts'

const text = words.imports
const pageSize = 25

/** All imports, newest first. */
export function ImportList() {
  const imports = useInfiniteQuery(
    api.imports.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: pageSize, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const rows = imports.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        {imports.isError && !rows && (
          <LoadError error={imports.error} onRetry={() => void imports.refetch()} />
        )}
        {imports.isPending && <SkeletonRows rows={4} />}
        {rows?.length === 0 && <EmptyState title={text.none}>{text.noneHelp}</EmptyState>}
        <ul className="divide-y divide-line">
          {rows?.map(({ id, fileName, status, counts, createdBy, createdAt }) => (
            <li
              key={id}
              className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken"
            >
              <div className="min-w-0 flex-1 basis-60">
                <Link
                  to="/imports/$importId"
                  params={{ importId: id }}
                  className="block font-medium after:absolute after:inset-0"
                >
                  <UserText truncate>{fileName}</UserText>
                </Link>
                <p className="text-sm text-muted">
                  <Time iso={createdAt} /> <Sentence text={text.by} values={[createdBy]} />
                </p>
              </div>
              <p className="text-sm text-muted tabular-nums">
                {text.rows(counts.total)}
                {counts.failed > 0 && ` · ${text.states.failed} ${formatNumber(counts.failed)}`}
              </p>
              <StatusBadge label={text.status[status]} tone={statusTones[status]} />
            </li>
          ))}
        </ul>
      </Panel>
      <LoadMore query={imports} />
    </>
  )
}
