import { Link } from '@tanstack/react-router'
import type { Server } from '#contracts/servers/schemas.ts'
import { serverStatusWords } from '../../shared/servers/status-words.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { Capacity } from './capacity.tsx'
import { CheckLadder } from './check-ladder.tsx'
import { ModeSelect } from './mode-select.tsx'
import { ServerHold } from './server-hold.tsx'
import { ServerWarning } from './server-warning.tsx'
import { useConnectionTest } from './use-connection-test.ts'
import { useServerActions } from './use-server-actions.ts'

const text = words.servers

interface ServerCardProps {
  server: Server
  onEdit: () => void
  onPause: () => void
  onRemove: () => void
}

export function ServerCard({ server, onEdit, onPause, onRemove }: ServerCardProps) {
  const { test } = useServerActions(server.id)
  const connection = useConnectionTest(test)
  return (
    <Panel>
      <article aria-label={server.name} className="space-y-3 px-4 py-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h2 className="min-w-0 font-semibold wrap-anywhere">
            <Link to="/server/$serverId" params={{ serverId: server.id }} className="hover:underline">
              <UserText>{server.name}</UserText>
            </Link>
          </h2>
          <StatusBadge {...serverStatusWords[server.status]} />
          <div className="ml-auto flex flex-wrap gap-1.5">
            <Button size="sm" blocked={connection.testing} onClick={() => void connection.test()}>
              {connection.testing ? text.testing : text.test}
            </Button>
            <Button size="sm" onClick={onEdit}>
              {text.edit}
            </Button>
            {server.paused?.by !== 'person' && (
              <Button size="sm" onClick={onPause}>
                {text.pause}
              </Button>
            )}
            <Button size="sm" onClick={onRemove}>
              {text.remove}
            </Button>
          </div>
        </div>
        <ServerHold server={server} />
        <div className="grid gap-x-8 gap-y-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_11rem]">
          <div className="min-w-0 text-sm text-muted">
            <p className="wrap-anywhere">{server.baseUrl}</p>
            {server.location && (
              <p className="wrap-anywhere">
                <UserText>{server.location}</UserText>
              </p>
            )}
            {server.apiKeyHint !== '' && <p>{text.key(server.apiKeyHint)}</p>}
          </div>
          <Capacity server={server} />
          <ModeSelect server={server} />
        </div>
        <div className="[&>:not(:empty,:first-child)]:mt-3">
          <LastChecked server={server} />
          <ServerWarning server={server} />
          {/* Live regions are there before their content; empty they take no room. */}
          <FormError message={connection.failure} />
          <LiveRegion>{connection.report && <CheckLadder report={connection.report} />}</LiveRegion>
        </div>
      </article>
    </Panel>
  )
}

export function LastChecked({ server }: { server: Server }) {
  return (
    <p className="text-sm wrap-anywhere text-muted">
      {server.lastCheckedAt ? (
        <>
          {text.checked} <Time iso={server.lastCheckedAt} />
          {server.statusMessage && (
            <>
              : <UserText>{server.statusMessage}</UserText>
            </>
          )}
        </>
      ) : (
        text.notChecked
      )}
    </p>
  )
}
