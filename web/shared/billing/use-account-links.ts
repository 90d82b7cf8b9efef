import { useQuery } from '@tanstack/react-query'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import type { SubscriptionSummary } from '#contracts/subscriptions/schemas.ts'
import { api, client } from '../../lib/api.ts'

const pageSize = 100
/** A list without an end would load forever. */
const mostPages = 20

/** All subscriptions of a customer that have not ended, newest first. */
export const useRunningSubscriptions = (customerId: string) =>
  useQuery({
    queryKey: [...api.subscriptions.list.key(), 'running', customerId],
    queryFn: ({ signal }) => loadAll(customerId, signal),
  })

async function loadAll(customerId: string, signal: AbortSignal): Promise<SubscriptionSummary[]> {
  const all: SubscriptionSummary[] = []
  let cursor: string | null = null
  for (let page = 0; page < mostPages && (page === 0 || cursor !== null); page += 1) {
    const query = { customerId, limit: pageSize, ...(cursor === null ? {} : { cursor }) }
    const answer: { items: SubscriptionSummary[]; nextCursor: string | null } =
      await client.subscriptions.list(query, { signal })
    all.push(...answer.items.filter(({ status }) => status !== 'ended'))
    cursor = answer.nextCursor
  }
  return all
}

/**
 * The accounts that a subscription of the customer can have: those that no other subscription has.
 * @param ownId the subscription that is changed, whose account stays in the list
 */
export function useFreeAccounts(customerId: string, ownId: string | null) {
  const accounts = useQuery(api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }))
  const subscriptions = useRunningSubscriptions(customerId)
  const taken = (id: string) =>
    subscriptions.data?.some((one) => one.hostingAccountId === id && one.id !== ownId) ?? true
  const isLive = ({ status }: HostingAccount) => status !== 'terminating' && status !== 'terminated'
  return {
    /** Undefined: not loaded. */
    accounts:
      accounts.data && subscriptions.data
        ? accounts.data.items.filter((account) => isLive(account) && !taken(account.id))
        : undefined,
    error: accounts.error ?? subscriptions.error,
    retry: () => {
      for (const query of [accounts, subscriptions]) if (query.isError) void query.refetch()
    },
  }
}
