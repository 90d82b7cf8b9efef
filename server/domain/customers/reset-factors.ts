import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Context } from '../context.ts'
import { resetFactors } from '../factors/index.ts'
import { customers } from '../tables/customers.ts'
import { customerNotFound } from './read.ts'

/**
 * Removes the second factors of a customer who has lost them, and ends their sessions. Their password is then enough
 * to sign in.
 * @throws {Refusal} not-found
 */
export async function resetCustomerFactors(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  await ctx.database.db.transaction(async (tx) => {
    const [customer] = await tx
      .select({ userId: customers.userId })
      .from(customers)
      .where(eq(customers.id, id))
    if (!customer) throw customerNotFound()
    const at = ctx.clock.now()
    const change = await resetFactors(tx, { userId: customer.userId, at })
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'customer.reset-factors',
      subject: { kind: 'customer', id },
      ...change,
      requestId: ctx.requestId,
    })
  })
  return {}
}
