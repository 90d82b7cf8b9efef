import { Link } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import type { Server } from '#contracts/servers/schemas.ts'
import type { StatisticsOfServers } from '#contracts/statistics/schemas.ts'
import { formatNumber, formatPercent } from '../../lib/format.ts'
import { serverModeWords, serverStatusWords } from '../../shared/servers/status-words.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { iconClass } from '../../ui/icon-class.ts'
import { Menu } from '../../ui/menu.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { LiveRegion } from '../../ui/notice.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Cell } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { Capacity } from './capacity.tsx'
import { ConnectionResult } from './connection-checks.tsx'
import { ServerHold } from './server-hold.tsx'
import { openOn } from './server-stats.tsx'
import { ServerTags } from './server-tags.tsx'
import { ServerWarning } from './server-warning.tsx'
import { useConnectionTest } from './use-connection-test.ts'
import { useServerActions } from './use-server-actions.ts'

const text = words.servers

export type ServerAction = 'edit' | 'mode' | 'pause' | 'remove'
type Statistics = StatisticsOfServers['items'][number]

interface ServerRowProps {
  server: Server
  /** Undefined until they are loaded. */
  statistics: Statistics | undefined
  onAction: (action: ServerAction) => void
}

/** One server. Below its row: why its operations do not run, and the result of a connection test. */
export function ServerRow({ server, statistics, onAction }: ServerRowProps) {
  const { test } = useServerActions(server.id)
  const connection = useConnectionTest(test)
  const may = useMay()
  const items = menuOf(server, may, onAction)
  return (
    <tbody
      aria-label={server.name}
      className="border-line not-last:border-b max-lg:block max-lg:py-2 lg:[&>tr:first-child]:hover:bg-sunken"
    >
      <tr className="max-lg:grid max-lg:grid-cols-3">
        <Cell className="max-lg:col-span-3 lg:max-w-0">
          <Identity server={server} />
        </Cell>
        <Cell className="max-lg:col-span-3">
          <Capacity server={server} />
        </Cell>
        <Cell data-label={text.queue} className={labelled}>
          {statistics ? <Queue serverId={server.id} queue={statistics.queue} /> : '\u2026'}
        </Cell>
        <Cell data-label={text.success24h} className={labelled}>
          {statistics ? <Success creations={statistics.creations} /> : '\u2026'}
        </Cell>
        <Cell data-label={text.lastTest} className={labelled}>
          {server.lastCheckedAt ? <Time iso={server.lastCheckedAt} /> : text.notChecked}
        </Cell>
        <Cell className="max-lg:col-span-3">
          <div className="flex items-center justify-end gap-1 max-lg:justify-start">
            {may('servers.write') && (
              <Button size="sm" blocked={connection.testing} onClick={() => void connection.test()}>
                {connection.testing ? text.testing : text.test}
              </Button>
            )}
            {items.length > 0 && (
              <Menu label={text.moreFor(server.name)} className={iconClass} items={items}>
                <Ellipsis aria-hidden className="size-4" />
              </Menu>
            )}
          </div>
        </Cell>
      </tr>
      <tr className="max-lg:block [&:not(:has(td>:not(:empty)))]:hidden">
        <td colSpan={6} className="px-4 max-lg:block [&>:not(:empty)]:mb-3">
          <ServerHold server={server} />
          <ServerWarning server={server} />
          <FormError message={connection.failure} />
          {/* A live region must exist before its content. */}
          <LiveRegion>{connection.report && <ConnectionResult report={connection.report} />}</LiveRegion>
        </td>
      </tr>
    </tbody>
  )
}

/** On a phone the table head is hidden, so each cell shows its label. */
const labelled =
  'max-lg:before:block max-lg:before:text-sm max-lg:before:text-muted max-lg:before:content-[attr(data-label)]'

const menuOf = (
  server: Server,
  may: ReturnType<typeof useMay>,
  onAction: (action: ServerAction) => void,
): MenuItem[] => [
  ...(may('servers.write')
    ? [
        { label: text.edit, onSelect: () => onAction('edit') },
        { label: text.changeMode, onSelect: () => onAction('mode') },
        ...(server.paused?.by === 'person' ? [] : [{ label: text.pause, onSelect: () => onAction('pause') }]),
      ]
    : []),
  ...(may('servers.connect')
    ? [{ label: text.remove, danger: true, onSelect: () => onAction('remove') }]
    : []),
]

function Identity({ server }: { server: Server }) {
  const { id, name, status, mode, location, tags, baseUrl, statusMessage, paused } = server
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="min-w-0 font-semibold wrap-anywhere">
          <Link to="/server/$serverId" params={{ serverId: id }} className="hover:underline">
            <UserText>{name}</UserText>
          </Link>
        </h2>
        <StatusBadge {...serverStatusWords[status]} />
        {mode !== 'active' && <StatusBadge tone="quiet" label={serverModeWords[mode].label} />}
      </div>
      <p className="truncate text-sm text-muted">
        {location && (
          <>
            <UserText>{location}</UserText>
            {' \u00b7 '}
          </>
        )}
        <UserText>{baseUrl}</UserText>
      </p>
      <ServerTags name={name} tags={tags} />
      {/* The notice below already shows a pause or a key problem. */}
      {status !== 'online' && status !== 'needs-operator' && statusMessage && !paused && (
        <p className="line-clamp-2 text-sm wrap-anywhere" title={statusMessage}>
          <UserText>{statusMessage}</UserText>
        </p>
      )}
    </>
  )
}

function Queue({ serverId, queue }: { serverId: string; queue: Statistics['queue'] }) {
  const { needsPerson } = queue
  const open = openOn(queue)
  if (open === 0) return <span className="text-muted">{text.none}</span>
  return (
    <>
      <Link to="/operations" search={{ server: serverId }} className="underline tabular-nums">
        {text.open(open)}
      </Link>
      {needsPerson > 0 && (
        <Link
          to="/operations"
          search={{ server: serverId, tab: 'needs-person' }}
          className="block text-sm whitespace-nowrap text-bad underline"
        >
          {text.queueParts.needsPerson(needsPerson)}
        </Link>
      )}
    </>
  )
}

function Success({ creations: { succeeded, notSucceeded } }: { creations: Statistics['creations'] }) {
  const ended = succeeded + notSucceeded
  if (ended === 0) return <span className="text-muted">{text.none}</span>
  return (
    <>
      <span className="tabular-nums">{formatPercent(succeeded / ended)}</span>
      <span className="block text-sm text-muted tabular-nums">
        {text.ofEnded(formatNumber(succeeded), formatNumber(ended))}
      </span>
    </>
  )
}
