import { Link } from '@tanstack/react-router'
import type { SystemStatus } from '#contracts/system/schemas.ts'
import { formatNumber } from '../../lib/format.ts'
import { words } from '../../words/index.ts'
import { StatusPart, Waiting } from './status-part.tsx'

const text = words.systemStatus
type Queues = NonNullable<SystemStatus['queues']>

/** The engine, and its queue for each server. */
export function EnginePart({ status: { engine, queues } }: { status: SystemStatus }) {
  return (
    <StatusPart
      title={text.engine}
      facts={[
        [text.state, engine ? engineText(engine) : text.unreadable],
        ...(queues
          ? [
              [text.unreachable, <Unreachable key="unreachable" servers={queues.unreachable} />] as const,
              [text.webhooks, <Waiting key="webhooks" {...queues.webhooks} />] as const,
            ]
          : [[text.queues, text.unreadable] as const]),
      ]}
    >
      {queues && <QueueList queues={queues} />}
    </StatusPart>
  )
}

const engineText = ({ isOnHold, isPaused }: NonNullable<SystemStatus['engine']>): string => {
  if (isOnHold) return text.onHold
  return isPaused ? text.paused : text.works
}

function Unreachable({ servers }: { servers: Queues['unreachable'] }) {
  if (servers.length === 0) return text.none
  return (
    <ul>
      {servers.map((server) => (
        <li key={server.id}>
          <ServerLink {...server} />
        </li>
      ))}
    </ul>
  )
}

const ServerLink = ({ id, name }: { id: string; name: string }) => (
  <Link to="/server/$serverId" params={{ serverId: id }} className="underline">
    <bdi>{name}</bdi>
  </Link>
)

function QueueList({ queues: { servers, more } }: { queues: Queues }) {
  return (
    <div className="border-t border-line px-4 py-3">
      <h3 className="text-sm font-medium text-muted">{text.queues}</h3>
      {servers.length === 0 && <p className="mt-1">{text.noQueues}</p>}
      {servers.length > 0 && (
        <ul className="mt-1 space-y-1">
          {servers.map((server) => (
            <li key={server.id} className="wrap-anywhere">
              <ServerLink {...server} />:{' '}
              {server.waiting > 0 && <Waiting waiting={server.waiting} oldestAt={server.oldestAt} />}
              {server.waiting > 0 && server.needsAction > 0 && ', '}
              {server.needsAction > 0 && text.needAction(server.needsAction)}
            </li>
          ))}
          {more > 0 && <li className="text-muted">{text.more(more)}</li>}
        </ul>
      )}
    </div>
  )
}

export function MailPart({ mail }: { mail: SystemStatus['mail'] }) {
  return (
    <StatusPart
      title={text.mail}
      facts={
        mail && [
          [text.mailState, mail.isSetUp ? text.setUp : text.notSetUp],
          [text.outbox, <Waiting key="outbox" {...mail} />],
          [text.failed, mail.failed === 0 ? text.none : formatNumber(mail.failed)],
        ]
      }
    />
  )
}
