import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { AlertRows } from '../../features/home/alert-rows.tsx'
import {
  type OperationTab,
  operationFilterIn,
  operationTabs,
} from '../../features/operations/operation-filter.ts'
import { filterText, OperationFilters } from '../../features/operations/operation-filters.tsx'
import { OperationGroups } from '../../features/operations/operation-groups.tsx'
import { OperationList } from '../../features/operations/operation-list.tsx'
import { TabLabel } from '../../features/operations/tab-label.tsx'
import { AlertFix } from '../../features/servers/alert-fix.tsx'
import { EnginePauseNotice } from '../../features/servers/engine-pause-notice.tsx'
import { PausedServers } from '../../features/servers/paused-servers.tsx'
import type { ViewedList } from '../../features/views/viewed-list.ts'
import { ViewsButton } from '../../features/views/views-button.tsx'
import { api } from '../../lib/api.ts'
import { oneOf } from '../../lib/one-of.ts'
import { useAlerts } from '../../shared/alerts/use-alerts.ts'
import { May } from '../../shared/session/may.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { RouteTabs } from '../../ui/tabs.tsx'
import { words } from '../../words/index.ts'
import { parseSearch, stringifySearch } from '../search-params.ts'

const text = words.operations

export function OperationsPage() {
  const filter = useSearch({ from: '/staff/operations' })
  const { tab, server, code, status } = filter
  const navigate = useNavigate()
  const { data: servers } = useQuery(api.servers.list.queryOptions())
  const show = (next: OperationTab | undefined) => ({
    ...(next ? { tab: next } : {}),
    ...(server ? { server } : {}),
  })
  const grouped = tab === 'needs-person' && !code
  const views: ViewedList = {
    page: 'operations',
    query: stringifySearch({ ...operationFilterIn({ ...filter }) }).slice(1),
    describe: (query) => filterText(operationFilterIn(parseSearch(query)), servers?.items ?? []),
    link: (query, props) => (
      <Link to="/operations" search={operationFilterIn(parseSearch(query))} {...props} />
    ),
  }
  return (
    <>
      <PageHeader title={text.title}>
        {servers?.items.length !== 0 && <ViewsButton list={views} />}
        <May permission="bulk-actions.read">
          <Link to="/bulk-actions" className={buttonClass('ghost')}>
            {words.bulkActions.title}
          </Link>
        </May>
        {servers?.items.length !== 0 && (
          <OperationFilters
            filter={filter}
            servers={servers?.items ?? []}
            onChange={(change) =>
              void navigate({ to: '/operations', search: { ...filter, ...change }, replace: true })
            }
          />
        )}
      </PageHeader>
      <EnginePauseNotice />
      {tab !== 'done' && <PausedServers only={server} by="person" />}
      <RouteTabs
        label={text.title}
        value={tab ?? 'all'}
        onChange={(next) => void navigate({ to: '/operations', search: show(oneOf(operationTabs, next)) })}
        tabs={([undefined, ...operationTabs] as const).map((one) => ({
          value: one ?? 'all',
          link: (
            <Link to="/operations" search={show(one)}>
              <TabLabel tab={one ?? 'all'} server={server} />
            </Link>
          ),
        }))}
      >
        {grouped && <Alerts server={server} />}
        {grouped && <OperationGroups server={server} />}
        <OperationList
          key={[tab, status, server, code].join(' ')}
          filter={filter}
          clear={
            <Link to="/operations" search={tab ? { tab } : {}} className="underline">
              {text.clearFilters}
            </Link>
          }
        />
      </RouteTabs>
    </>
  )
}

/** Server problems need action too. The operations that they block are under Waiting. */
function Alerts({ server }: { server: string | undefined }) {
  const { data } = useAlerts()
  const alerts = data?.items.filter(({ serverId }) => server === undefined || serverId === server) ?? []
  if (alerts.length === 0) return null
  return (
    <Panel className="mb-4">
      <AlertRows alerts={alerts} fix={(alert) => <AlertFix alert={alert} />} />
    </Panel>
  )
}
