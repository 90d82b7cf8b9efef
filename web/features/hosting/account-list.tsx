import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { api } from '../../lib/api.ts'
import { isBusy } from '../../shared/hosting/states.ts'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { AccountCard } from './account-card.tsx'

interface AccountListProps {
  customerId: string
  /** Actions on the account's latest operation, from another part of the application. */
  operationActions: (account: HostingAccount) => ReactNode
  steps: (account: HostingAccount) => ReactNode
}

const watchMs = 2000

/** A customer's hosting accounts; asks again by itself while something is under way on one of them. */
export function AccountList({ customerId, operationActions, steps }: AccountListProps) {
  const accounts = useQuery({
    ...api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }),
    refetchInterval: ({ state }) => (state.data?.items.some(isBusy) ? watchMs : false),
  })
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
        <EmptyState title={words.hosting.none}>{words.hosting.noneHelp}</EmptyState>
      </Panel>
    )
  return (
    <ul className="space-y-4">
      {accounts.data.items.map((account) => (
        <li key={account.id}>
          <AccountCard
            account={account}
            operationActions={operationActions(account)}
            steps={steps(account)}
          />
        </li>
      ))}
    </ul>
  )
}
