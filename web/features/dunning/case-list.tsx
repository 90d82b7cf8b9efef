import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { amountsText } from './amounts.ts'
import { CaseState } from './case-state.tsx'
import { HoldCase } from './hold-case.tsx'

const text = words.dunning
const pageSize = 25

/** The open cases, the oldest due date first. */
export function CaseList() {
  const cases = useInfiniteQuery(
    api.dunning.cases.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: pageSize, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const rows = cases.data?.pages.flatMap((page) => page.items)
  return (
    <div>
      <Panel>
        <PanelTitle>{text.cases}</PanelTitle>
        {cases.isError && !rows && <LoadError error={cases.error} onRetry={() => void cases.refetch()} />}
        {cases.isPending && <SkeletonRows rows={3} />}
        {rows?.length === 0 && <EmptyState title={text.noCases}>{text.noCasesHelp}</EmptyState>}
        <ul className="divide-y divide-line">
          {rows?.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 flex-1 basis-60">
                <Link
                  to="/customers/$customerId"
                  params={{ customerId: row.customerId }}
                  className="font-medium underline"
                >
                  <UserText>{row.customerName}</UserText>
                </Link>
                <CaseState shown={row} />
              </div>
              <span className="tabular-nums">{amountsText(row.due)}</span>
              <HoldCase shown={row} />
            </li>
          ))}
        </ul>
      </Panel>
      <LoadMore query={cases} />
    </div>
  )
}
