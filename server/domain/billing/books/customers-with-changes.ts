import { asc, count, gt, inArray } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { subscriptionChanges } from '../../tables/subscriptions.ts'

const customersAtOnce = 100
const changesAtOnce = 5_000
const beforeAll = '00000000-0000-0000-0000-000000000000'

export type ChangeRow = typeof subscriptionChanges.$inferSelect

/**
 * Returns the changes of all customers, in batches of whole customers and in the order in which they were written. A
 * customer with very many changes is a batch alone.
 */
export async function* changesByCustomer(
  tx: Queryable,
  atOnce: number = changesAtOnce,
): AsyncGenerator<{ readonly customerIds: readonly string[]; readonly changes: readonly ChangeRow[] }> {
  for (let after = beforeAll; ; ) {
    const found = await tx
      .select({ id: subscriptionChanges.customerId, changes: count() })
      .from(subscriptionChanges)
      .where(gt(subscriptionChanges.customerId, after))
      .groupBy(subscriptionChanges.customerId)
      .orderBy(asc(subscriptionChanges.customerId))
      .limit(customersAtOnce)
    const customerIds = upTo(atOnce, found)
    const last = customerIds.at(-1)
    if (last === undefined) return
    const changes = await tx
      .select()
      .from(subscriptionChanges)
      .where(inArray(subscriptionChanges.customerId, customerIds))
      .orderBy(asc(subscriptionChanges.sequence))
    yield { customerIds, changes }
    after = last
  }
}

/** The first customers whose changes are together at most a number, and at least one customer. */
function upTo(most: number, found: readonly { readonly id: string; readonly changes: number }[]): string[] {
  let sum = 0
  const first = found.findIndex(({ changes }, index) => {
    sum += changes
    return index > 0 && sum > most
  })
  return found.slice(0, first < 0 ? found.length : first).map(({ id }) => id)
}
