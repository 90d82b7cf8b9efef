import { type SQL, sql } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { AccountChange } from '../../accounts/index.ts'
import { staffMailPart, welcomePart } from '../../mail/index.ts'
import type { HostingWork } from './hosting-work.ts'

type End =
  | { readonly to: 'succeeded'; readonly account: AccountChange }
  | { readonly to: 'failed' | 'needs-person'; readonly error: OperationError }
  | { readonly to: 'waiting' }

/**
 * Returns the mails that the end of a creation causes, as parts of the statement that writes it: to the customer
 * after the account was read back, and to staff if it was not created.
 */
export function mailOf(work: HostingWork, decision: End): [string, SQL][] {
  const { account, customer, domain, operation, server } = work
  if (operation.kind !== 'create') return []
  const at = domain.clock.now()
  const from = sql`op`
  if (decision.to === 'succeeded')
    return decision.account.verified === true
      ? [['welcome_mail', welcomePart({ account, server, operationId: operation.id, at }, from)]]
      : []
  if (decision.to === 'waiting') return []
  const values = {
    username: account.username,
    server: server.name,
    customer: customer.fullName,
    problem: decision.error.message,
    remedy: decision.error.remedy,
    operationUrl: `${domain.linkOrigin()}/operations/${operation.id}`,
  }
  const failed = { kind: 'provisioning-failed', operationId: operation.id, values, at } as const
  return [['staff_mail', staffMailPart(failed, from)]]
}
