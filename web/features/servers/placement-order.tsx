import { Link } from '@tanstack/react-router'
import type { Server } from '#contracts/servers/schemas.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { PlacementPolicyField } from './placement-policy.tsx'
import { useServerList } from './use-server-list.ts'

const text = words.servers

const byPosition = (a: Server, b: Server) => a.placement.position - b.placement.position

/** The order in which servers get accounts without a chosen server. Renders nothing for one server. */
export function PlacementOrder() {
  const servers = useServerList()
  if (!servers.data || servers.data.items.length < 2) return null
  return (
    <Panel className="mt-4">
      <PanelTitle>{text.placementTitle}</PanelTitle>
      <PlacementPolicyField />
      <p className="px-4 pt-3 text-muted">{text.placementHelp}</p>
      <ol className="divide-y divide-line">
        {servers.data.items.toSorted(byPosition).map((server) => (
          <li key={server.id} className="flex items-baseline gap-3 px-4 py-2.5">
            <span className="w-6 shrink-0 text-right text-muted tabular-nums">
              {server.placement.position}
            </span>
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-x-2">
                <Link
                  to="/server/$serverId"
                  params={{ serverId: server.id }}
                  className="min-w-0 font-medium wrap-anywhere hover:underline"
                >
                  <UserText>{server.name}</UserText>
                </Link>
                {server.placement.position === 1 && server.placement.selectable && (
                  <StatusBadge tone="good" label={text.next} />
                )}
              </span>
              <span className="block text-sm text-muted">{server.placement.why}</span>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
