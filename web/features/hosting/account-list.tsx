import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { api } from '../../lib/api.ts'
import { isBusy } from '../../shared/hosting/states.ts'
import { CardList } from '../../ui/card-list.tsx'
import { words } from '../../words/index.ts'
import type { AccountControls } from './account-actions.tsx'
import { AccountCard } from './account-card.tsx'

interface AccountListProps {
  customerId: string
  /** Renders the actions on the account's latest operation. Another feature provides it. */
  controls: (account: HostingAccount, children: (controls: AccountControls) => ReactNode) => ReactNode
  steps: (account: HostingAccount) => ReactNode
}

const watchMs = 2000
// Hosting that waits for a payment begins without an action on this page.
const restMs = 5000

/** A customer's hosting accounts, refetched often while one of them has an operation in progress. */
export function AccountList({ customerId, controls, steps }: AccountListProps) {
  const accounts = useQuery({
    ...api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }),
    refetchInterval: ({ state }) => (state.data?.items.some(isBusy) ? watchMs : restMs),
  })
  return (
    <CardList query={accounts} none={{ title: words.hosting.none, help: words.hosting.noneHelp }}>
      {(account) =>
        controls(account, (offered) => (
          <AccountCard account={account} controls={offered} steps={steps(account)} />
        ))
      }
    </CardList>
  )
}
