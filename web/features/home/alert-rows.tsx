import { Link } from '@tanstack/react-router'
import { ServerOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Alert } from '#contracts/alerts/schemas.ts'
import { alertCause } from '../../shared/alerts/alert-words.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.home

interface AlertRowsProps {
  alerts: readonly Alert[]
  /** Renders the button that fixes the problem. Another feature provides it. */
  fix: (alert: Alert) => ReactNode
}

const linkClass = 'font-medium wrap-anywhere hover:underline'

function AlertLink({ alert }: { alert: Alert }) {
  const { serverId, serverName, endpointId, endpointHost, customerId, customerName } = alert
  const may = useMay()
  if (serverId !== null)
    return (
      <Link to="/server/$serverId" params={{ serverId }} className={linkClass}>
        <UserText>{serverName}</UserText>: {alertCause(alert)}
      </Link>
    )
  if (customerId !== null)
    return (
      <Link to="/customers/$customerId/billing" params={{ customerId }} className={linkClass}>
        <UserText>{customerName}</UserText>: {alertCause(alert)}
      </Link>
    )
  if (endpointId === null)
    return (
      <Link to={alert.cause === 'backup-failed' ? '/settings/status' : '/dunning'} className={linkClass}>
        {alertCause(alert)}
      </Link>
    )
  const name = (
    <>
      <UserText>{endpointHost}</UserText>: {alertCause(alert)}
    </>
  )
  return may('webhooks.write') ? (
    <Link to="/settings/webhooks" className={linkClass}>
      {name}
    </Link>
  ) : (
    <span className="font-medium wrap-anywhere">{name}</span>
  )
}

/** Problems, one row per subject and cause: name, cause, blocked operations and the remedy. */
export function AlertRows({ alerts, fix }: AlertRowsProps) {
  return (
    <ul className="divide-y divide-line">
      {alerts.map((alert) => {
        // An unreachable server is checked until it answers: it may resolve automatically, so it is not red.
        const isUnreachable = alert.cause === 'unreachable'
        const Icon = isUnreachable ? ServerOff : TriangleAlert
        return (
          <li key={alert.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5">
            <Icon
              aria-hidden
              className={`mt-0.5 size-4 shrink-0 ${isUnreachable ? 'text-warn' : 'text-bad'}`}
            />
            <span className="min-w-0 flex-1 basis-40">
              <AlertLink alert={alert} />
              <span className="block text-sm text-muted">
                {alert.operations > 0 && `${text.alertOperations(alert.operations)} \u00b7 `}
                {text.alertSince} <Time iso={alert.openedAt} />
              </span>
            </span>
            {fix(alert)}
          </li>
        )
      })}
    </ul>
  )
}
