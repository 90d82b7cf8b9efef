import { Link } from '@tanstack/react-router'
import type { WaitingWish } from '#contracts/dunning/case-schemas.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.dunning

/** Suspensions and restorations that billing wants, and that wait for their account. */
export function WaitingWishes({ wishes }: { wishes: readonly WaitingWish[] }) {
  if (wishes.length === 0) return null
  return (
    <Panel>
      <PanelTitle>{text.wishes}</PanelTitle>
      <p className="px-4 pt-3 text-muted">{text.wishesHelp}</p>
      <ul className="divide-y divide-line">
        {wishes.map(({ accountId, username, customerId, customerName, wanted, since, operationId }) => (
          <li key={accountId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
            <div className="min-w-0 flex-1 basis-60">
              <Link
                to="/customers/$customerId/hosting"
                params={{ customerId }}
                className="font-medium underline"
              >
                <UserText>{username}</UserText>
              </Link>
              <p className="text-sm text-muted">
                <UserText>{customerName}</UserText> · <Time iso={since} />
              </p>
            </div>
            {operationId && (
              <Link to="/operations/$operationId" params={{ operationId }} className="text-sm underline">
                {text.operation}
              </Link>
            )}
            <StatusBadge label={wanted ? text.toSuspend : text.toRestore} tone={wanted ? 'warn' : 'busy'} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
