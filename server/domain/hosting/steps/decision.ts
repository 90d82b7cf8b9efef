import { type SQL, sql } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Decision, OperationChange } from '#server/work/index.ts'
import { type AccountChange, accountUpdate } from '../../accounts/index.ts'
import type { HostingWork } from './hosting-work.ts'
import { mailOf } from './mail-of-decision.ts'

/** The end of a step on a hosting account: a decision, and the change of the account. */
export type HostingDecision =
  | { readonly to: 'succeeded'; readonly message: string; readonly account: AccountChange }
  | {
      readonly to: 'failed' | 'needs-person'
      readonly error: OperationError
      readonly account: AccountChange
      readonly operation?: OperationChange
    }
  | {
      readonly to: 'waiting'
      readonly message: string
      readonly afterMs: number
      readonly error?: OperationError | null
      readonly account?: AccountChange
      readonly operation?: OperationChange
    }

/** Returns the decision with the account's change as a write of the same statement. */
export function toDecision(work: HostingWork, made: HostingDecision): Decision {
  const { account = {}, ...decision } = made
  const writes = new Map<string, SQL | { getSQL(): SQL }>(mailOf(work, made))
  if (Object.keys(account).length > 0) {
    const { clock, database } = work.domain
    const update = accountUpdate(database.db, work.account.id, account, {
      at: clock.now(),
      where: sql`exists (select 1 from op)`,
    })
    writes.set('account', update)
  }
  return writes.size === 0 ? decision : { ...decision, writes }
}
