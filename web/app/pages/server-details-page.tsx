import { Link, Outlet, useMatchRoute, useNavigate, useParams } from '@tanstack/react-router'
import { EnginePauseNotice } from '../../features/servers/engine-pause-notice.tsx'
import { ServerHeader } from '../../features/servers/server-header.tsx'
import { ServerOverview } from '../../features/servers/server-overview.tsx'
import { useServerList } from '../../features/servers/use-server-list.ts'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { RouteTabs } from '../../ui/tabs.tsx'
import { words } from '../../words/index.ts'

const text = words.servers

/** Uses the live list, so that health and slots update automatically. */
function useServer() {
  const { serverId } = useParams({ from: '/staff/server/$serverId' })
  const list = useServerList()
  return { list, serverId, server: list.data?.items.find(({ id }) => id === serverId) }
}

export function ServerDetailsPage() {
  const { list, serverId, server } = useServer()
  const navigate = useNavigate()
  const onReconciliation = Boolean(useMatchRoute()({ to: '/server/$serverId/reconciliation' }))
  const params = { serverId }
  if (list.data && !server)
    return (
      <NotFound title={text.noSuch} help={text.noSuchHelp}>
        <Link to="/server" className={buttonClass('primary')}>
          {text.toAll}
        </Link>
      </NotFound>
    )
  return (
    <>
      <Link to="/server" className={backClass}>
        <BackContent>{text.title}</BackContent>
      </Link>
      {list.isError && !list.data && <LoadError error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <SkeletonRows rows={5} />}
      {server && (
        <>
          <ServerHeader
            server={server}
            section={onReconciliation ? text.reconciliation : text.overview}
            onRemoved={() => void navigate({ to: '/server' })}
          />
          <EnginePauseNotice />
          <RouteTabs
            label={text.title}
            value={onReconciliation ? 'reconciliation' : 'overview'}
            onChange={(tab) =>
              void navigate({
                to: tab === 'reconciliation' ? '/server/$serverId/reconciliation' : '/server/$serverId',
                params,
              })
            }
            tabs={[
              {
                value: 'overview',
                link: (
                  <Link to="/server/$serverId" params={params} activeOptions={{ exact: true }}>
                    {text.overview}
                  </Link>
                ),
              },
              {
                value: 'reconciliation',
                link: (
                  <Link to="/server/$serverId/reconciliation" params={params}>
                    {text.reconciliation}
                  </Link>
                ),
              },
            ]}
          >
            <Outlet />
          </RouteTabs>
        </>
      )}
    </>
  )
}

export function ServerOverviewTab() {
  const { server } = useServer()
  return server ? <ServerOverview server={server} /> : null
}
