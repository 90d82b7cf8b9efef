import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OwnSession } from '#contracts/session/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { deviceOf } from '../../lib/device.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { Button } from '../../ui/button.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.account

function deviceName({ userAgent }: OwnSession): string {
  const device = deviceOf(userAgent)
  return device ? text.device(device.browser, device.system) : text.unknownDevice
}

/** The sessions of the user. Every session except this one can be ended. */
export function OwnSessions() {
  const queryClient = useQueryClient()
  const sessions = useQuery(api.session.sessions.queryOptions())
  const end = useMutation({
    mutationFn: async (id: string | 'others') => {
      if (id !== 'others') await client.session.endSession({ id })
      else await client.session.endOtherSessions(undefined, { context: { idempotencyKey: randomUuid() } })
    },
    onSuccess: (_, id) => {
      toast.success(id === 'others' ? text.othersEnded : text.sessionEnded)
    },
    onError: (error) => {
      toast.error(explain(error))
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.session.sessions.key() }),
  })
  if (!sessions.data)
    return sessions.isError ? (
      <LoadError error={sessions.error} onRetry={() => void sessions.refetch()} />
    ) : (
      <SkeletonRows rows={2} />
    )
  const { items } = sessions.data
  return (
    <>
      <p className="px-4 pt-3 text-muted">{text.sessionsHelp}</p>
      <ul className="divide-y divide-line">
        {items.map((session) => (
          <Session
            key={session.id}
            session={session}
            ending={end.isPending}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
      {items.some(({ isCurrent }) => !isCurrent) && (
        <div className="border-t border-line px-4 py-3">
          <Button blocked={end.isPending} onClick={() => end.mutate('others')}>
            {text.endOthers}
          </Button>
        </div>
      )}
    </>
  )
}

interface SessionProps {
  session: OwnSession
  ending: boolean
  onEnd: () => void
}

function Session({ session, ending, onEnd }: SessionProps) {
  const device = deviceName(session)
  return (
    <li className="flex min-h-13 items-center gap-3 px-4 py-2">
      <div className="min-w-0 flex-1" title={session.userAgent ?? undefined}>
        <p className="font-medium">{device}</p>
        <p className="text-sm text-muted wrap-anywhere">
          {text.signedIn} <Time iso={session.createdAt} />
          {session.ipAddress && <UserText> {text.from(session.ipAddress)}</UserText>}
        </p>
        <p className="text-sm text-muted">
          {text.lastUsed} <Time iso={session.lastUsedAt} />
        </p>
      </div>
      {session.isCurrent ? (
        <StatusBadge tone="good" label={text.thisSession} />
      ) : (
        <Button size="sm" blocked={ending} aria-label={text.endSessionOf(device)} onClick={onEnd}>
          {text.endSession}
        </Button>
      )}
    </li>
  )
}
