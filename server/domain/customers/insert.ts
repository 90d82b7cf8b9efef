import { type SQL, sql } from 'drizzle-orm'
import type { NewCustomer } from '#contracts/customers/schemas.ts'
import { auditRow } from '#server/platform/audit/index.ts'
import { auditEntries } from '#server/platform/audit/table.ts'
import { loginParts } from '#server/platform/auth/index.ts'
import { insertFrom } from '#server/platform/database/index.ts'
import type { Call } from '../context.ts'
import { customers } from '../tables/customers.ts'

/**
 * Returns a customer and their login as parts of a statement, written if `guard` has a row. An address that is
 * taken is a unique violation.
 * @param customer.passwordHash computed before the statement: hashing is slow, and the transaction delays
 * others
 */
export function customerParts(
  call: Call,
  customer: Pick<NewCustomer, 'email' | 'fullName' | 'isActive' | 'language'> & {
    readonly id: string
    readonly userId: string
    readonly companyName: string | null
    /** Null: the customer sets a password with a link. */
    readonly passwordHash: string | null
    readonly at: Date
  },
): Map<string, SQL> {
  const { id, userId, email, fullName, companyName, isActive, language, passwordHash, at } = customer
  const guard = sql`guard`
  const login = { userId, role: 'customer' as const, email, name: fullName, passwordHash, isActive, at }
  const row = {
    id,
    userId,
    email,
    fullName,
    companyName,
    isActive,
    ...(language ? { language } : {}),
    createdAt: at,
    updatedAt: at,
  }
  const entry = auditRow({
    at,
    actor: call.actor,
    action: 'customer.create',
    subject: { kind: 'customer', id },
    after: {
      email,
      fullName,
      companyName,
      isActive,
      ...(language ? { language } : {}),
      password: passwordHash !== null,
    },
    requestId: call.requestId,
  })
  return new Map([
    ...loginParts(login, guard),
    ['customer', insertFrom(customers, row, guard)],
    ['customer_audit', insertFrom(auditEntries, entry, guard)],
  ])
}
