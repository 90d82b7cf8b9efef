import { sql } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Decision, OperationChange } from '#server/work/index.ts'
import { type AccountChange, accountUpdate } from '../../accounts/index.ts'
import type { HostingWork } from './hosting-work.ts'

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
export function toDecision(work: HostingWork, { account = {}, ...decision }: HostingDecision): Decision {
  if (Object.keys(account).length === 0) return decision
  const { clock, database } = work.domain
  const update = accountUpdate(database.db, work.account.id, account, {
    at: clock.now(),
    where: sql`exists (select 1 from op)`,
  })
  return { ...decision, writes: new Map([['account', update]]) }
}
