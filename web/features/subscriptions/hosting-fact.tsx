import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import type { Subscription } from '#contracts/subscriptions/schemas.ts'
import { maySetHostingAccount } from '#contracts/subscriptions/states.ts'
import { api } from '../../lib/api.ts'
import { accountState } from '../../shared/hosting/status-words.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.subscriptions
const HostingDialog = lazy(() =>
  import('./hosting-dialog.tsx').then(({ HostingDialog }) => ({ default: HostingDialog })),
)

/** The hosting account of a subscription, with the button that chooses another one. */
export function HostingFact({ subscription }: { subscription: Subscription }) {
  const [asked, setAsked] = useState(false)
  const { hostingAccountId } = subscription
  // The margin: the button is higher than a line of the list.
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:-my-1">
      {hostingAccountId === null ? (
        <span>{text.noAccount}</span>
      ) : (
        <LinkedAccount customerId={subscription.customerId} accountId={hostingAccountId} />
      )}
      {maySetHostingAccount(subscription) && (
        <May permission="billing.write">
          <Button size="sm" onClick={() => setAsked(true)}>
            {hostingAccountId === null ? text.chooseHosting : text.changeHosting}
          </Button>
          <LazyPart>
            {asked && <HostingDialog subscription={subscription} onClose={() => setAsked(false)} />}
          </LazyPart>
        </May>
      )}
    </div>
  )
}

/** The link works before the account is loaded, and if it cannot be loaded. */
function LinkedAccount({ customerId, accountId }: { customerId: string; accountId: string }) {
  const { data } = useQuery(api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }))
  const account = data?.items.find(({ id }) => id === accountId)
  return (
    <>
      <Link to="/customers/$customerId/hosting" params={{ customerId }} className="underline">
        {account ? <UserText>{account.username}</UserText> : text.toHosting}
      </Link>
      {account && <StatusBadge {...accountState(account)} />}
    </>
  )
}
