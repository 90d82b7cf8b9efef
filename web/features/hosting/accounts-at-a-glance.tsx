import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../lib/api.ts'
import { accountState } from '../../shared/hosting/status-words.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

interface AccountsAtAGlanceProps {
  customerId: string
  /** Renders the link to all accounts. */
  all: ReactNode
}

/** One line per account: username, server and status. */
export function AccountsAtAGlance({ customerId, all }: AccountsAtAGlanceProps) {
  const accounts = useQuery(api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }))
  return (
    <Panel>
      <PanelTitle aside={all}>{words.customerDetails.hosting}</PanelTitle>
      {accounts.isError && !accounts.data && (
        <LoadError error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.isPending && <SkeletonRows rows={1} />}
      {accounts.data?.items.length === 0 && <EmptyState title={words.hosting.none} />}
      <ul className="divide-y divide-line">
        {accounts.data?.items.map((account) => (
          <li key={account.id} className="flex items-center gap-3 px-4 py-2.5">
            <span className="min-w-0 flex-1">
              <span className="block font-medium">
                <UserText truncate>{account.username}</UserText>
              </span>
              <span className="block text-sm text-muted">
                <UserText truncate>{account.serverName}</UserText>
              </span>
            </span>
            <StatusBadge {...accountState(account)} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
