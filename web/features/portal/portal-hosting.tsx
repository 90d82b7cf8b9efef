import { useQuery } from '@tanstack/react-query'
import type { PortalAccount } from '#contracts/portal/schemas.ts'
import { api } from '../../lib/api.ts'
import { CardList } from '../../ui/card-list.tsx'
import { words } from '../../words/index.ts'
import { PortalAccountCard } from './portal-account-card.tsx'

const watchMs = 2000

/** A paid account is restored soon, also before its operation exists. One that waits for staff does not change soon. */
const isMoving = ({ status, progress, suspension }: PortalAccount) =>
  progress?.step === 'by-staff'
    ? isUnsettled(status)
    : progress !== null || suspension === 'restoring' || isUnsettled(status)

const isUnsettled = (status: PortalAccount['status']) =>
  ['pending', 'unknown', 'terminating'].includes(status)

/** A customer's own accounts, refetched while one of them is changing. */
export const usePortalAccounts = () =>
  useQuery(
    api.portal.hostingAccounts.queryOptions({
      refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? watchMs : false),
    }),
  )

export const PortalHosting = ({ accounts }: { accounts: ReturnType<typeof usePortalAccounts> }) => (
  <CardList query={accounts} none={{ title: words.portal.none, help: words.portal.noneHelp }}>
    {(account) => <PortalAccountCard account={account} />}
  </CardList>
)
