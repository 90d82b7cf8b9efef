import { Link } from '@tanstack/react-router'
import { ServerOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Alert } from '#contracts/alerts/schemas.ts'
import { alertCause } from '../../shared/alerts/alert-words.ts'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.home

interface AlertRowsProps {
  alerts: readonly Alert[]
  /** Renders the button that fixes the problem. Another feature provides it. */
  fix: (alert: Alert) => ReactNode
}

/** Server problems, one row per cause: server, cause, blocked operations and the remedy. */
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
              <Link
                to="/server/$serverId"
                params={{ serverId: alert.serverId }}
                className="font-medium wrap-anywhere hover:underline"
              >
                <UserText>{alert.serverName}</UserText>: {alertCause(alert)}
              </Link>
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
