import { useQuery } from '@tanstack/react-query'
import type { PortalAccount } from '#contracts/portal/schemas.ts'
import { api } from '../../lib/api.ts'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { PortalAccountCard } from './portal-account-card.tsx'

const watchMs = 2000

const isMoving = ({ status, progress }: PortalAccount) =>
  (progress !== null && progress.step !== 'by-staff') ||
  ['pending', 'unknown', 'terminating'].includes(status)

/** A customer's own accounts; asks again by itself while something goes on with one of them. */
export function PortalHosting() {
  const accounts = useQuery(
    api.portal.hostingAccounts.queryOptions({
      refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? watchMs : false),
    }),
  )
  if (accounts.isError && !accounts.data)
    return <LoadError error={accounts.error} onRetry={() => void accounts.refetch()} />
  if (!accounts.data)
    return (
      <Panel>
        <SkeletonRows rows={2} />
      </Panel>
    )
  if (accounts.data.items.length === 0)
    return (
      <Panel>
        <EmptyState title={words.portal.none}>{words.portal.noneHelp}</EmptyState>
      </Panel>
    )
  return (
    <ul className="space-y-4">
      {accounts.data.items.map((account) => (
        <li key={account.id}>
          <PortalAccountCard account={account} />
        </li>
      ))}
    </ul>
  )
}
