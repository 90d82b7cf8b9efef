import { eq } from 'drizzle-orm'
import type { Tx } from '#server/platform/database/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { customers } from '../tables/customers.ts'
import { customerNotFound, newProfile, type ProfileRow } from './read.ts'

/**
 * Locks the money of a customer until the end of the transaction. Every transaction that bills, credits or allocates
 * takes this lock first. The row is created if it does not exist.
 * @throws {Refusal} not-found
 */
export async function lockBillingProfile(tx: Tx, customerId: string, at: Date): Promise<ProfileRow> {
  const read = () =>
    tx.select().from(billingProfiles).where(eq(billingProfiles.customerId, customerId)).for('update')
  const [existing] = await read()
  if (existing) return existing
  const [customer] = await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId))
  if (!customer) throw customerNotFound()
  await tx.insert(billingProfiles).values(newProfile(customerId, at)).onConflictDoNothing()
  const [created] = await read()
  if (!created) throw customerNotFound()
  return created
}
