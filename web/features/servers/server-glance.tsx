import { Link } from '@tanstack/react-router'
import { serverCapacityLabel } from '#contracts/hosting/messages.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { serverModeWords, serverStatusWords } from '../../shared/servers/status-words.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { ServerWarning } from './server-warning.tsx'
import { useServerList } from './use-server-list.ts'

const mostShown = 8

/** Servers with problems come first. The Server page lists all servers. */
const troubleOf = ({ status, paused, breaker, warning }: Server) =>
  status !== 'online' || paused !== null || breaker !== 'closed' || warning !== null ? 0 : 1
const byTrouble = (a: Server, b: Server) => troubleOf(a) - troubleOf(b) || a.name.localeCompare(b.name)

export function ServerGlance() {
  const servers = useServerList()
  return (
    <Panel>
      <PanelTitle
        aside={
          <Link to="/server" className="text-sm underline">
            {words.home.all}
          </Link>
        }
      >
        {words.servers.glance}
      </PanelTitle>
      {servers.isPending && <SkeletonRows rows={5} />}
      {servers.isError && !servers.data && (
        <LoadError error={servers.error} onRetry={() => void servers.refetch()} />
      )}
      {servers.data?.items.length === 0 && (
        <EmptyState
          title={words.servers.noneYet}
          action={
            <Link to="/server" search={{ add: 'yes' }} className={buttonClass('secondary')}>
              {words.servers.addFirst}
            </Link>
          }
        />
      )}
      <ul className="divide-y divide-line">
        {servers.data?.items
          .toSorted(byTrouble)
          .slice(0, mostShown)
          .map((server) => (
            <li key={server.id} className="space-y-1.5 px-4 py-2.5">
              <div className="flex items-center justify-between gap-3">
                <Link
                  to="/server/$serverId"
                  params={{ serverId: server.id }}
                  className="min-w-0 hover:underline"
                >
                  <UserText truncate>{serverCapacityLabel(server)}</UserText>
                </Link>
                <span className="flex shrink-0 gap-1.5">
                  {server.mode !== 'active' && (
                    <StatusBadge tone="quiet" label={serverModeWords[server.mode].label} />
                  )}
                  <StatusBadge {...serverStatusWords[server.status]} />
                </span>
              </div>
              <Meter
                label={words.servers.capacityOf(server.name)}
                used={server.used}
                reserved={server.reserved}
                capacity={server.capacity}
              />
              <ServerWarning server={server} />
            </li>
          ))}
      </ul>
    </Panel>
  )
}
