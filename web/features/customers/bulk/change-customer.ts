import type { Customer } from '#contracts/customers/schemas.ts'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import type { Operation } from '#contracts/operations/schemas.ts'
import { client } from '../../../lib/api.ts'
import type { BulkOutcome, KeyOf } from '../../../lib/use-bulk-run.ts'
import { maySuspend, mayUnsuspend } from '../../../shared/hosting/states.ts'
import { isUnderWay } from '../../../shared/operations/states.ts'
import { words } from '../../../words/index.ts'
import type { BulkOrder } from './bulk-action.ts'

const { actions, underWay, oneOf } = words.customerBulk

/** Runs the action for one customer. */
export const changeCustomer = (customer: Customer, order: BulkOrder, keyOf: KeyOf): Promise<BulkOutcome> =>
  order.action === 'activate' || order.action === 'deactivate'
    ? changeActivity(customer, order.action)
    : changeHosting(customer, order, keyOf)

async function changeActivity({ id }: Customer, action: 'activate' | 'deactivate'): Promise<BulkOutcome> {
  const isActive = action === 'activate'
  // The list may be out of date.
  const now = await client.customers.get({ id })
  if (now.isActive === isActive) return { state: 'skipped', message: actions[action].skipped }
  await client.customers.change({ id, isActive })
  return { state: 'done', message: actions[action].done }
}

async function changeHosting({ id }: Customer, order: BulkOrder, keyOf: KeyOf): Promise<BulkOutcome> {
  const { items } = await client.customers.hostingAccounts({ id })
  const concerned = items.filter((account) => isConcerned(account, order))
  const action = order.action === 'suspend' ? 'suspend' : 'unsuspend'
  if (concerned.length === 0) return { state: 'skipped', message: actions[action].skipped }
  const outcomes: BulkOutcome[] = []
  for (const account of concerned) outcomes.push(await changeAccount(account, order, keyOf(account.id)))
  const worst =
    outcomes.find(({ state }) => state === 'failed') ?? outcomes.find(({ state }) => state === 'under-way')
  return { state: worst?.state ?? 'done', message: outcomes.map(({ message }) => message).join(' ') }
}

/** Returns whether the action changes this account. */
export const isConcerned = (account: HostingAccount, { action, reason }: BulkOrder) =>
  action === 'suspend'
    ? maySuspend(account) && account.status === 'active'
    : mayUnsuspend(account) && account.suspendReasons.includes(reason)

async function changeAccount(account: HostingAccount, order: BulkOrder, key: string): Promise<BulkOutcome> {
  const { reason, note } = order
  const context = { context: { idempotencyKey: key } }
  const { body } =
    order.action === 'suspend'
      ? await client.hostingAccounts.suspend(
          { id: account.id, reason, ...(note.trim() ? { note: note.trim() } : {}) },
          context,
        )
      : await client.hostingAccounts.unsuspend({ id: account.id, reason }, context)
  return outcomeOf(account, order, body.operation)
}

function outcomeOf(
  { username }: HostingAccount,
  { action }: BulkOrder,
  { status, error }: Operation,
): BulkOutcome {
  if (status === 'succeeded') return { state: 'done', message: oneOf(username, actions[action].done) }
  if (!isUnderWay(status))
    return { state: 'failed', message: oneOf(username, error?.message ?? words.status.operation[status]) }
  return { state: 'under-way', message: oneOf(username, error?.message ?? underWay) }
}
