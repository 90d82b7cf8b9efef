import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Server } from '#contracts/servers/schemas.ts'
import type { ServerStatistics } from '#contracts/statistics/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatDuration, formatNumber, formatPercent } from '../../lib/format.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/page.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { LoadError } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { roomLeft } from './capacity.tsx'

const text = words.servers
const refreshMs = 10_000

export const useServerStatistics = (id: string) =>
  useQuery(api.servers.statistics.queryOptions({ input: { id }, refetchInterval: refreshMs }))

/** Four statistics of a server. Their space is reserved before they are loaded. */
export function ServerStats({ server }: { server: Server }) {
  const statistics = useServerStatistics(server.id)
  if (statistics.isError && !statistics.data)
    return (
      <Panel>
        <LoadError error={statistics.error} onRetry={() => void statistics.refetch()} />
      </Panel>
    )
  const { used, reserved, capacity, name } = server
  const { creations, queue } = statistics.data ?? {}
  const ended = creations ? creations.succeeded + creations.notSucceeded : 0
  return (
    <Stats>
      <Stat
        label={text.capacity}
        value={text.used(used, capacity)}
        note={[...(reserved > 0 ? [text.reserved(reserved)] : []), roomLeft(server)].join(' \u00b7 ')}
      >
        <div className="my-1.5">
          <Meter label={text.capacityOf(name)} used={used} reserved={reserved} capacity={capacity} />
        </div>
      </Stat>
      <Stat
        label={text.successRate}
        value={creations ? (ended ? formatPercent(creations.succeeded / ended) : text.none) : '\u2026'}
        note={
          creations &&
          [
            text.successNote(creations.succeeded, ended),
            ...(creations.underWay > 0 ? [text.underWay(creations.underWay)] : []),
          ].join(' \u00b7 ')
        }
      />
      <Stat
        label={text.medianTime}
        value={
          creations
            ? creations.medianMs === null
              ? text.none
              : formatDuration(creations.medianMs)
            : '\u2026'
        }
        note={text.medianNote}
      />
      <Stat
        label={text.queue}
        value={queue ? formatNumber(openOn(queue)) : '\u2026'}
        note={queue && <QueueNote serverId={server.id} queue={queue} />}
      />
    </Stats>
  )
}

type Queue = ServerStatistics['queue']

export const openOn = ({ queued, running, waiting, needsPerson }: Queue) =>
  queued + running + waiting + needsPerson

const searches = {
  queued: { tab: 'waiting' },
  running: { tab: 'running' },
  waiting: { tab: 'waiting' },
  // Operations that need action, and operations that the server blocks.
  needsPerson: { status: 'needs-person' },
} as const
const states = ['queued', 'running', 'waiting', 'needsPerson'] as const

/** The open operations of the server by status, each number a link to its list. */
function QueueNote({ serverId, queue }: { serverId: string; queue: Queue }) {
  const open = states.filter((state) => queue[state] > 0)
  if (open.length === 0) return text.queueEmpty
  return (
    <span className="flex flex-wrap gap-x-2">
      {open.map((state) => (
        <Link
          key={state}
          to="/operations"
          search={{ ...searches[state], server: serverId }}
          className="underline"
        >
          {text.queueParts[state](queue[state])}
        </Link>
      ))}
    </span>
  )
}
