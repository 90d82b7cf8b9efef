import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OperationGroup } from '#contracts/operations/schemas.ts'
import { api } from '../../lib/api.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { AlertRows } from './alert-rows.tsx'

const text = words.home
const refetchInterval = 15_000

/** All that goes no further without a person: servers in trouble, and operations by cause. */
export function AttentionPanel({
  groups: show,
}: {
  /** Draws the operations, which are another feature's. */
  groups: (groups: readonly OperationGroup[]) => ReactNode
}) {
  const alerts = useQuery(api.alerts.list.queryOptions({ refetchInterval }))
  const overview = useQuery(api.operations.overview.queryOptions({ input: {}, refetchInterval }))
  const pending = alerts.isPending || overview.isPending
  const failed = [alerts, overview].find((query) => query.isError && !query.data)
  const groups = overview.data?.groups ?? []
  const nothing = alerts.data?.items.length === 0 && overview.data && groups.length === 0
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
      </PanelTitle>
      {failed && <LoadError error={failed.error} onRetry={() => void failed.refetch()} />}
      {pending && !failed && <SkeletonRows rows={2} />}
      {nothing && <EmptyState title={text.attentionNone}>{text.attentionNoneHelp}</EmptyState>}
      <div className="divide-y divide-line">
        {alerts.data && alerts.data.items.length > 0 && <AlertRows alerts={alerts.data.items.slice(0, 3)} />}
        {groups.length > 0 && show(groups.slice(0, 5))}
      </div>
    </Panel>
  )
}
