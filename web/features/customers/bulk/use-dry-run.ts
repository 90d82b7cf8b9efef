import { useQuery } from '@tanstack/react-query'
import type { Customer } from '#contracts/customers/schemas.ts'
import { client } from '../../../lib/api.ts'
import { runEach } from '../../../lib/run-each.ts'
import type { BulkOrder } from './bulk-action.ts'
import { isConcerned } from './change-customer.ts'

const atOnce = 4

/** The planned changes by customer: usernames of hosting accounts, or the customer alone. */
export type DryRun = ReadonlyMap<string, readonly string[]>

async function read(customers: readonly Customer[], order: BulkOrder): Promise<DryRun> {
  const planned = new Map<string, readonly string[]>()
  let failure: unknown = null
  await runEach(customers, { atOnce, stop: { wanted: false } }, async (customer) => {
    try {
      planned.set(customer.id, await plannedFor(customer, order))
    } catch (error) {
      failure = error
    }
  })
  if (failure !== null) throw failure
  return planned
}

async function plannedFor(customer: Customer, order: BulkOrder): Promise<readonly string[]> {
  if (order.action === 'activate' || order.action === 'deactivate')
    return customer.isActive === (order.action === 'activate') ? [] : [customer.fullName]
  const { items } = await client.customers.hostingAccounts({ id: customer.id })
  return items.filter((account) => isConcerned(account, order)).map(({ username }) => username)
}

/** Reads the planned changes before the action is sent. */
export const useDryRun = (customers: readonly Customer[], order: BulkOrder, enabled: boolean) =>
  useQuery({
    queryKey: ['dry-run', order.action, order.reason, customers.map(({ id }) => id)],
    queryFn: () => read(customers, order),
    enabled,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
