import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import type { Alert } from '#contracts/alerts/schemas.ts'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.home

/** Servers in trouble: what happened, what was done about it, and what to do. */
export function AlertRows({ alerts }: { alerts: readonly Alert[] }) {
  return (
    <ul className="divide-y divide-line">
      {alerts.map((alert) => (
        <li key={alert.id}>
          <Link
            to="/server/$serverId"
            params={{ serverId: alert.serverId }}
            className="flex items-start gap-3 px-4 py-2.5 outline-offset-[-2px] hover:bg-sunken"
          >
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
            <span className="min-w-0 flex-1">
              <span className="line-clamp-3 font-medium wrap-anywhere">
                <UserText>{alert.message}</UserText>
              </span>
              <span className="block text-sm wrap-anywhere text-muted">{alert.done}</span>
              <span className="block text-sm wrap-anywhere">{alert.remedy}</span>
              <span className="block text-sm text-muted">
                {text.alertSince} <Time iso={alert.openedAt} />
                {alert.operations > 0 && ` \u00b7 ${text.alertOperations(alert.operations)}`}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
