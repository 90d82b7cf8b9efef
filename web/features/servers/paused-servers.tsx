import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { api } from '../../lib/api.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useServerActions } from './use-server-actions.ts'

const text = words.servers

interface PausedServersProps {
  only?: string | undefined
  /** If set, only manual pauses are shown, because alerts show the connection problems. */
  by?: 'person'
}

/** The paused servers, each with the button to resume. Can be limited to one server. */
export function PausedServers({ only, by }: PausedServersProps) {
  const { data } = useQuery(api.servers.list.queryOptions({ refetchInterval: 15_000 }))
  const paused =
    data?.items.filter(
      ({ id, paused: held }) =>
        held && (only === undefined || id === only) && (by === undefined || held.by === by),
    ) ?? []
  if (paused.length === 0) return null
  return (
    <div className="mb-4 space-y-2">
      {paused.map((server) => (
        <PausedServer key={server.id} server={server} />
      ))}
    </div>
  )
}

function PausedServer({ server }: { server: Server }) {
  const { resume } = useServerActions(server.id)
  const [failure, setFailure] = useState<string | null>(null)
  const { paused } = server
  if (!paused) return null
  return (
    <Notice tone="warn">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-72">
          <Link to="/server/$serverId" params={{ serverId: server.id }} className="font-medium underline">
            <UserText>{server.name}</UserText>
          </Link>
          : {paused.by === 'trouble' ? text.pausedByBreaker : text.paused} <Time iso={paused.since} />
          {paused.reason ? (
            <>
              : <UserText>{paused.reason}</UserText>
            </>
          ) : (
            '.'
          )}
        </p>
        <May permission="servers.write">
          <Button size="sm" onClick={() => void resume().then(setFailure)}>
            {text.resume}
          </Button>
        </May>
      </div>
      <FormError message={failure} />
    </Notice>
  )
}
