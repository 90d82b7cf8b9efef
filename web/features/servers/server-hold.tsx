import { useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { alertCause } from '../../shared/alerts/alert-words.ts'
import { useAlertOf } from '../../shared/alerts/use-alerts.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { AlertFix } from './alert-fix.tsx'
import { useServerActions } from './use-server-actions.ts'

const text = words.servers

/** The first reason why a server's operations do not run, or run slowly, with its remedy. */
export function ServerHold({ server }: { server: Server }) {
  const { paused, breaker, status } = server
  if (paused?.by === 'person') return <PausedByStaff server={server} />
  if (paused || status === 'needs-operator') return <Trouble server={server} />
  return breaker === 'closed' ? null : <Notice tone="warn">{text.breaker[breaker]}</Notice>
}

function PausedByStaff({ server: { id, paused } }: { server: Server }) {
  const { resume } = useServerActions(id)
  const [failure, setFailure] = useState<string | null>(null)
  return (
    <Notice tone="warn">
      <p>
        {text.paused} {paused && <Time iso={paused.since} />}
        {paused?.reason ? (
          <>
            : <UserText>{paused.reason}</UserText>
          </>
        ) : (
          '.'
        )}
      </p>
      <May permission="servers.write">
        <Button size="sm" className="mt-2" onClick={() => void resume().then(setFailure)}>
          {text.resume}
        </Button>
      </May>
      <FormError message={failure} />
    </Notice>
  )
}

/** A problem of key, permission, TLS or address. It must be fixed before operations can resume. */
function Trouble({ server }: { server: Server }) {
  const alert = useAlertOf(server.id)
  const { paused, statusMessage } = server
  const cause = alert ? alertCause(alert) : words.status.server['needs-operator']
  return (
    <Notice tone="bad">
      <p className="font-medium">
        {text.trouble.headline(cause)}{' '}
        {paused ? (
          <>
            {text.trouble.paused} <Time iso={paused.since} />.
          </>
        ) : (
          text.trouble.noPause
        )}{' '}
        {alert && alert.operations > 0 && text.trouble.blocked(alert.operations)}
      </p>
      <p className="text-sm">
        <UserText>{paused?.reason ?? statusMessage ?? ''}</UserText> {paused && text.trouble.resumes}
      </p>
      {/* Its space is reserved before the alert is loaded. */}
      <div className="mt-2 min-h-7.5">{alert && <AlertFix alert={alert} variant="primary" />}</div>
    </Notice>
  )
}
