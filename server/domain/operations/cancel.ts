import { and, eq, isNull, or } from 'drizzle-orm'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { mayExistOnPanel, note } from './index.ts'
import { statusWithoutTermination } from '#server/work/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { attempts, operations } from '#server/work/tables.ts'
import { answerStarted, type EndedOrNotYet, startedRefs } from '../hosting/answer.ts'
import { loadOperationRow } from './load-operation.ts'
import { lockAccount, lockOperation, type OperationRow } from '../accounts/lock.ts'

/**
 * Gives up an operation that is not being worked on and of which nothing is unknown. A create whose outcome is
 * unknown cannot just be given up: terminating its account finds out first.
 */
export async function cancelOperation(
  domain: Domain,
  call: Call,
  operationId: string,
): Promise<EndedOrNotYet> {
  requireStaff(call)
  const { accountId } = await loadOperationRow(domain.database.db, operationId)
  const refs = await domain.database.db.transaction((tx) =>
    once(tx, { request: call.idempotency, refs: startedRefs, clock: domain.clock }, async () => {
      const { account } = await lockAccount(tx, accountId)
      const operation = await lockOperation(tx, operationId)
      if (operation.status === 'cancelled') return { accountId, operationId }
      if (!['queued', 'waiting', 'needs-person'].includes(operation.status))
        throw new Refusal('wrong-state', `This operation is ${operation.status} and cannot be cancelled.`)
      const mayExist = await mayExistOnPanel(tx, accountId)
      await refuseUnresolved(tx, operation, mayExist)
      const at = domain.clock.now()
      await tx
        .update(operations)
        .set({ status: 'cancelled', nextAttemptAt: null, endedAt: at, updatedAt: at })
        .where(eq(operations.id, operationId))
      await note(tx, operationId, at, {
        event: 'operation.cancelled',
        message: `Cancelled by ${call.actor.name}.`,
      })
      if (operation.kind === 'create')
        await tx
          .update(hostingAccounts)
          .set({ status: 'failed', holdsSlot: false, passwordSealed: null, updatedAt: at })
          .where(eq(hostingAccounts.id, accountId))
      if (operation.kind === 'terminate' && account.status === 'terminating')
        await tx
          .update(hostingAccounts)
          .set({ status: statusWithoutTermination(account, mayExist), updatedAt: at })
          .where(eq(hostingAccounts.id, accountId))
      await recordAudit(tx, {
        at,
        actor: call.actor,
        action: 'operation.cancel',
        subject: { kind: 'operation', id: operationId },
        before: { status: operation.status },
        requestId: call.requestId,
      })
      return { accountId, operationId }
    }),
  )
  domain.signals.changed(operationId)
  return answerStarted(domain, call, refs)
}

async function refuseUnresolved(tx: Queryable, operation: OperationRow, mayExist: boolean): Promise<void> {
  if (operation.kind === 'create' && mayExist)
    throw new Refusal(
      'wrong-state',
      'An attempt of this operation may have made the account. Terminate the account instead; that looks at the panel first.',
    )
  if (operation.kind !== 'terminate') return
  const unknown = await tx
    .select({ id: attempts.id })
    .from(attempts)
    .where(
      and(
        eq(attempts.operationId, operation.id),
        or(isNull(attempts.outcome), eq(attempts.outcome, 'unknown')),
      ),
    )
    .limit(1)
  if (unknown.length > 0)
    throw new Refusal(
      'wrong-state',
      'A deletion was sent and its outcome is not known: the account may be gone already. Retry the operation, which looks at the panel first.',
    )
}
