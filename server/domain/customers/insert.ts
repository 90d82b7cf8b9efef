import type { NewCustomer } from '#contracts/customers/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { insertLogin } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Call, Domain } from '../context.ts'
import { customers } from '../tables/customers.ts'

/**
 * A customer and their login, in the caller's transaction.
 * @param passwordHash made before the transaction: hashing takes long, and transactions hold others up
 * @throws {Refusal} email-taken
 */
export async function insertCustomer(
  tx: Queryable,
  domain: Domain,
  call: Call,
  wanted: Pick<NewCustomer, 'email' | 'fullName' | 'companyName' | 'isActive'> & { passwordHash: string },
): Promise<{ id: string; email: string }> {
  const { email, fullName, isActive, passwordHash } = wanted
  const companyName = wanted.companyName || null
  const id = newId()
  const userId = newId()
  const at = domain.clock.now()
  await insertLogin(tx, { userId, role: 'customer', email, name: fullName, passwordHash, isActive, at })
  await tx
    .insert(customers)
    .values({ id, userId, email, fullName, companyName, createdAt: at, updatedAt: at })
  await recordAudit(tx, {
    at,
    actor: call.actor,
    action: 'customer.create',
    subject: { kind: 'customer', id },
    after: { email, fullName, companyName, isActive, password: true },
    requestId: call.requestId,
  })
  return { id, email }
}
