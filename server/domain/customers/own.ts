import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { readCustomer } from './read.ts'

/** Returns the data of the calling customer. */
export async function getOwnDetails({ database, actor }: Context) {
  if (actor.kind !== 'customer')
    throw new Refusal('forbidden', 'Only a customer has a customer area. Staff use the Customers page.')
  const { email, fullName, companyName, createdAt } = await readCustomer(database.db, actor.customerId)
  return { email, fullName, companyName, createdAt }
}
