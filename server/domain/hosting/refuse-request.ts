import { eq } from 'drizzle-orm'
import type { Provisioning } from '#contracts/hosting/schemas.ts'
import { findHolders } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { refuseBadCredentials } from '../servers/index.ts'
import { customers } from '../tables/customers.ts'
import { emailRequired, findOrChoose } from './provision.ts'

/**
 * Refuses a hosting request as its provisioning would now, for a caller that writes something else first. A customer who
 * does not exist is not refused here.
 * @param customerId null: a new customer
 * @param fieldPrefix of field names in messages, for example "provisioning."
 * @throws {Refusal} invalid-body
 */
export async function refuseHostingRequest(
  ctx: Context,
  customerId: string | null,
  wanted: Provisioning,
  fieldPrefix: string,
): Promise<void> {
  const { db } = ctx.database
  const { server } = await findOrChoose(ctx, wanted, fieldPrefix)
  refuseBadCredentials(ctx, server, wanted, fieldPrefix)
  if (customerId === null) return
  const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
  if (!customer) return
  const email = wanted.email ?? customer.email
  const holders = await findHolders(db, server.id, { username: '', email })
  const isOwn = holders.some((held) => held.customerId === customerId && held.username !== wanted.username)
  if (isOwn) throw await emailRequired(ctx, { server, customer, email, fieldPrefix })
}
