import type { Customer } from '#contracts/customers/schemas.ts'
import { client } from '../../../lib/api.ts'
import type { BulkOutcome } from '../../../lib/use-bulk-run.ts'
import { words } from '../../../words/index.ts'
import type { Activity } from './bulk-action.ts'

const { actions } = words.customerBulk

/** Lets one customer sign in, or not. */
export async function changeActivity({ id }: Customer, action: Activity): Promise<BulkOutcome> {
  const isActive = action === 'activate'
  // The list may be out of date.
  const now = await client.customers.get({ id })
  if (now.isActive === isActive) return { state: 'skipped', message: actions[action].skipped }
  await client.customers.change({ id, isActive })
  return { state: 'done', message: actions[action].done }
}
