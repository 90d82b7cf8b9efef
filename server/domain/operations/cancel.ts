import { and, eq, isNull, or } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import { statusWithoutTermination } from '#contracts/hosting/states.ts'
import { mayCancel } from '#contracts/operations/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { transitionOperation } from '#server/work/index.ts'
import { attempts } from '#server/work/table.ts'
import {
  type AccountRow,
  loadOperation,
  lockAccount,
  lockOperation,
  mayExistOnPanel,
  type OperationRow,
  transitionAccount,
} from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { answerStarted, type EndedOrNotYet, startedRefs } from '../hosting/index.ts'

/**
 * Cancels an operation that is not running and has no unknown outcome. A create of unknown outcome cannot be
 * cancelled: terminating its account looks it up first.
 */
export async function cancelOperation(ctx: Context, { id: operationId }: ById): Promise<EndedOrNotYet> {
  const { subjectId: accountId } = await loadOperation(ctx.database.db, operationId)
  const refs = await ctx.database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs: startedRefs, clock: ctx.clock }, async () => {
      const { account } = await lockAccount(tx, accountId)
      const operation = await lockOperation(tx, operationId)
      if (operation.status === 'cancelled') return { accountId, operationId }
      if (!mayCancel(operation.status))
        throw new Refusal('wrong-state', `This operation is ${operation.status} and cannot be cancelled.`)
      const mayExist = await mayExistOnPanel(tx, accountId)
      await refuseUnresolved(tx, operation, mayExist)
      const at = ctx.clock.now()
      await restoreAccount(tx, { account, operation, mayExist, at })
      await transitionOperation(tx, operationId, {
        to: 'cancelled',
        at,
        note: { event: 'operation.cancelled', message: `Cancelled by ${ctx.actor.name}.` },
      })
      await recordAudit(tx, {
        at,
        actor: ctx.actor,
        action: 'operation.cancel',
        subject: { kind: 'operation', id: operationId },
        before: { status: operation.status },
        requestId: ctx.requestId,
      })
      await ctx.beside?.(tx, { operationId })
      return { accountId, operationId }
    }),
  )
  ctx.signals.concluded(operationId)
  return answerStarted(ctx, refs)
}

/** Returns the state of the account without the operation. */
async function restoreAccount(
  tx: Queryable,
  about: { account: AccountRow; operation: OperationRow; mayExist: boolean; at: Date },
): Promise<void> {
  const { account, operation, mayExist, at } = about
  if (operation.kind === 'create')
    await transitionAccount(tx, account.id, { status: 'failed', passwordSealed: null }, { at })
  if (operation.kind === 'terminate' && account.status === 'terminating')
    await transitionAccount(
      tx,
      account.id,
      { status: statusWithoutTermination(account, mayExist), holdsSlot: account.holdsSlot },
      { at },
    )
}

async function refuseUnresolved(tx: Queryable, operation: OperationRow, mayExist: boolean): Promise<void> {
  if (operation.kind === 'create' && mayExist)
    throw new Refusal(
      'wrong-state',
      'This operation may already have created the account on the panel. Terminate the account instead. The termination first searches the panel for it.',
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
      'A delete request was sent and its outcome is unknown, so the account may already be gone. Retry the operation. The retry first searches the panel for the account.',
    )
}
