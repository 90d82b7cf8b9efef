import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Alert } from '#contracts/alerts/schemas.ts'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { useAlerts } from '../../shared/alerts/use-alerts.ts'
import { useOverview } from '../../shared/operations/use-overview.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { AlertRows } from './alert-rows.tsx'

const text = words.home
const refetchInterval = 15_000
const mostAlerts = 4
const mostOperations = 6

interface NeedsActionPanelProps {
  alertFix: (alert: Alert) => ReactNode
  /** Renders the operations. Another feature provides it. */
  operations: (operations: readonly OperationSummary[]) => ReactNode
}

/** Everything that needs action: server problems, then operations. Hidden rows are counted. */
export function NeedsActionPanel({ alertFix, operations: show }: NeedsActionPanelProps) {
  const alerts = useAlerts()
  const overview = useOverview()
  const operations = useQuery(
    api.operations.list.queryOptions({
      input: { needsAction: 'true', limit: mostOperations },
      refetchInterval,
    }),
  )
  const queries = [alerts, overview, operations]
  const failed = queries.find((query) => query.isError && !query.data)
  const pending = queries.some((query) => query.isPending)
  const total = overview.data?.needsAction.total ?? 0
  const shownAlerts = alerts.data?.items.slice(0, mostAlerts) ?? []
  const shownOperations = operations.data?.items ?? []
  const more = total - shownAlerts.length - shownOperations.length
  return (
    <Panel>
      <PanelTitle
        aside={
          <Link to="/operations" search={{ tab: 'needs-person' }} className="text-sm underline">
            {text.all}
          </Link>
        }
      >
        {text.attention}
        {total > 0 && (
          <span className="ml-2 rounded-full bg-bad-soft px-2 text-sm text-bad tabular-nums">
            {formatNumber(total)}
          </span>
        )}
      </PanelTitle>
      {failed && <LoadError error={failed.error} onRetry={() => void failed.refetch()} />}
      {pending && !failed && <SkeletonRows rows={5} />}
      {!pending && !failed && total === 0 && (
        <EmptyState title={text.attentionNone}>{text.attentionNoneHelp}</EmptyState>
      )}
      {!pending && (
        <div className="divide-y divide-line">
          {shownAlerts.length > 0 && <AlertRows alerts={shownAlerts} fix={alertFix} />}
          {shownOperations.length > 0 && show(shownOperations)}
          {more > 0 && (
            <Link
              to="/operations"
              search={{ tab: 'needs-person' }}
              className="block px-4 py-2.5 text-sm underline outline-offset-[-2px] hover:bg-sunken"
            >
              {text.more(more)}
            </Link>
          )}
        </div>
      )}
    </Panel>
  )
}
