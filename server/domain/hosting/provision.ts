import { eq } from 'drizzle-orm'
import { provisioningMessage } from '#contracts/hosting/messages.ts'
import type { HostingOutcome, Provisioning } from '#contracts/hosting/schemas.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { answerStarted, startedRefs } from './answer.ts'
import { reserveAccount } from '../accounts/reserve.ts'

/** Hosting for a customer who exists already (S12). */
export async function provisionHostingAccount(
  domain: Domain,
  call: Call,
  request: { customerId: string; wanted: Provisioning },
): Promise<HostingOutcome> {
  requireStaff(call)
  const refs = await domain.database.db.transaction((tx) =>
    once(tx, { request: call.idempotency, refs: startedRefs, clock: domain.clock }, async () => {
      const [customer] = await tx
        .select({ id: customers.id, email: customers.email })
        .from(customers)
        .where(eq(customers.id, request.customerId))
      if (!customer) throw new Refusal('not-found', 'There is no such customer.')
      return reserveAccount(tx, domain, call, { customer, wanted: request.wanted, fieldPrefix: '' })
    }),
  )
  const { body } = await answerStarted(domain, call, refs)
  return { ...body, message: provisioningMessage(body) }
}
