import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { transitionOperation } from '#server/work/index.ts'
import { type AccountRow, lockOperation, type OperationRow, transitionAccount } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { StartedRefs } from './answer.ts'

/**
 * Staff confirm that the account is deleted on the panel. This is the only way to end the termination if the
 * panel has no reads or no longer exists. It is accepted only for a termination that needs attention. Slot
 * and names are then free.
 * @throws {Refusal} wrong-state
 */
export async function confirmDeletion(
  tx: Queryable,
  ctx: Context,
  { account, latest }: { account: AccountRow; latest: OperationRow | null },
): Promise<StartedRefs> {
  const operation = latest?.kind === 'terminate' ? await lockOperation(tx, latest.id) : null
  if (operation?.status !== 'needs-person')
    throw new Refusal(
      'wrong-state',
      'A deletion can be confirmed only for a termination that needs attention. Terminate the account first.',
    )
  const at = ctx.clock.now()
  await transitionAccount(
    tx,
    account.id,
    { status: 'terminated', suspendReasons: [], passwordSealed: null },
    {
      at,
      audit: {
        actor: ctx.actor,
        action: 'hosting-account.confirm-deletion',
        before: { status: account.status, error: operation.error?.code ?? null },
        requestId: ctx.requestId,
      },
    },
  )
  await transitionOperation(tx, operation.id, {
    to: 'succeeded',
    at,
    note: {
      event: 'operation.succeeded',
      message: `${ctx.actor.name} confirmed that the account is deleted on the panel. The panel was not checked.`,
    },
  })
  return { accountId: account.id, operationId: operation.id }
}
