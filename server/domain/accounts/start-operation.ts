import type { OperationKind } from '#contracts/operations/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { isSecondOpenOperation, type OperationToStart, startOperation } from '#server/work/index.ts'
import type { Domain } from '../context.ts'
import type { AccountRow } from './lock.ts'

export const operationUnderWay = () =>
  new Refusal(
    'operation-under-way',
    'Another operation on this hosting account is in progress. Wait until it ends, or resolve it on the Operations page.',
  )

/** Subject and queue of an operation on a hosting account. There is one queue for each server. */
export const workOnAccount = (account: { readonly id: string; readonly serverId: string }) => ({
  subject: { kind: 'hosting-account', id: account.id },
  queueKey: account.serverId,
})

/**
 * Records an operation on an account, in the caller's transaction.
 * @throws {Refusal} operation-under-way: an account has at most one open operation
 */
export async function startAccountOperation(
  tx: Queryable,
  domain: Domain,
  account: Pick<AccountRow, 'id' | 'serverId'>,
  start: Omit<OperationToStart, 'subject' | 'queueKey'> & { readonly kind: OperationKind },
): Promise<string> {
  try {
    return await startOperation(tx, domain, { ...start, ...workOnAccount(account) })
  } catch (error) {
    throw isSecondOpenOperation(error) ? operationUnderWay() : error
  }
}
