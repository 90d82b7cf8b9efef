import { useState } from 'react'
import { type Server, serverMode } from '#contracts/server.ts'
import { serverModeWords, serverStatusWords } from '../../lib/status-words.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Meter } from '../../ui/meter.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { CheckLadder } from './check-ladder.tsx'
import { ServerHold } from './server-hold.tsx'
import { useConnectionTest } from './use-connection-test.ts'
import { useServerActions } from './use-server-actions.ts'

interface ServerCardProps {
  server: Server
  onEdit: () => void
  onPause: () => void
  onRemove: () => void
}

export function ServerCard({ server, onEdit, onPause, onRemove }: ServerCardProps) {
  const { test, changeMode } = useServerActions(server.id)
  const connection = useConnectionTest(test)
  const [failure, setFailure] = useState<string | null>(null)
  const mode = serverModeWords[server.mode]
  return (
    <Panel>
      <article aria-label={server.name} className="space-y-3 px-4 py-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h2 className="min-w-0 font-semibold wrap-anywhere" dir="auto">
            {server.name}
          </h2>
          <StatusBadge {...serverStatusWords[server.status]} />
          <div className="ml-auto flex flex-wrap gap-1.5">
            <Button size="sm" blocked={connection.testing} onClick={() => void connection.test()}>
              {connection.testing ? 'Testing...' : 'Test Connection'}
            </Button>
            <Button size="sm" onClick={onEdit}>
              Edit
            </Button>
            {server.paused?.by !== 'person' && (
              <Button size="sm" onClick={onPause}>
                Pause
              </Button>
            )}
            <Button size="sm" onClick={onRemove}>
              Remove
            </Button>
          </div>
        </div>
        <ServerHold server={server} />
        <div className="grid gap-x-8 gap-y-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_11rem]">
          <div className="min-w-0 text-sm text-muted">
            <p className="wrap-anywhere">{server.baseUrl}</p>
            {server.location && (
              <p className="wrap-anywhere" dir="auto">
                {server.location}
              </p>
            )}
            <p>Key {server.apiKeyHint}</p>
          </div>
          <div className="min-w-0">
            <p className="mb-1.5 flex flex-wrap gap-x-2">
              <span className="font-medium tabular-nums">
                {server.used} of {server.capacity} used
              </span>
              {server.reserved > 0 && <span className="text-muted">+{server.reserved} reserved</span>}
            </p>
            <Meter
              label={`Capacity of ${server.name}`}
              used={server.used}
              reserved={server.reserved}
              capacity={server.capacity}
            />
          </div>
          <div>
            <Select
              aria-label={`Mode of ${server.name}`}
              value={server.mode}
              onChange={({ target: { value } }) => void changeMode(serverMode.parse(value)).then(setFailure)}
            >
              {serverMode.options.map((option) => (
                <option key={option} value={option}>
                  {serverModeWords[option].label}
                </option>
              ))}
            </Select>
            <p className="mt-1 text-sm text-muted">{mode.help}</p>
          </div>
        </div>
        <p className="mb-0 text-sm wrap-anywhere text-muted">
          {server.lastCheckedAt ? (
            <>
              Checked <Time iso={server.lastCheckedAt} />
              {server.statusMessage && `: ${server.statusMessage}`}
            </>
          ) : (
            'Not checked yet.'
          )}
        </p>
        {server.warning && <Notice tone="warn">{server.warning}</Notice>}
        {/* Live regions are there before their content; empty they take no room. */}
        <div className="[&>:not(:empty)]:mt-3">
          <FormError message={failure ?? connection.failure} />
          <LiveRegion>{connection.report && <CheckLadder report={connection.report} />}</LiveRegion>
        </div>
      </article>
    </Panel>
  )
}
