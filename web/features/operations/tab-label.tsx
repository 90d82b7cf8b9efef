import { formatNumber } from '../../lib/format.ts'
import { useOverview } from '../../shared/operations/use-overview.ts'
import { words } from '../../words/index.ts'
import type { OperationTab } from './operation-filter.ts'

/** The tab's name, with the number of operations if the number is bounded. */
export function TabLabel({ tab, server }: { tab: OperationTab | 'all'; server: string | undefined }) {
  const { data } = useOverview(server)
  const count =
    tab === 'running'
      ? data?.running
      : tab === 'waiting'
        ? data && data.queued + data.waiting + data.blocked
        : tab === 'needs-person'
          ? data?.needsAction.total
          : undefined
  return (
    <span className="whitespace-nowrap">
      {words.operations.tabs[tab]}
      {count !== undefined && count > 0 && (
        <span className="ml-1.5 rounded-full bg-quiet-soft px-1.5 text-sm text-quiet tabular-nums">
          {formatNumber(count)}
        </span>
      )}
    </span>
  )
}
