import { eq } from 'drizzle-orm'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Call, Domain } from '../context.ts'
import { note } from '../operations/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { operations } from '#server/work/tables.ts'
import type { StartedRefs } from './answer.ts'
import { type AccountRow, lockOperation, type OperationRow } from '../accounts/lock.ts'

/**
 * A person says that the account is deleted on the panel: the only way out where the panel cannot show it, or is
 * gone itself. Believed only of a termination that waits for a person; then the slot and the names are free.
 * @throws {Refusal} wrong-state
 */
export async function confirmDeletion(
  tx: Queryable,
  domain: Domain,
  call: Call,
  { account, latest }: { account: AccountRow; latest: OperationRow | null },
): Promise<StartedRefs> {
  const operation = latest?.kind === 'terminate' ? await lockOperation(tx, latest.id) : null
  if (operation?.status !== 'needs-person')
    throw new Refusal(
      'wrong-state',
      'That it is deleted on the panel can be confirmed only of a termination that waits for a person. Terminate the account first.',
    )
  const at = domain.clock.now()
  await tx
    .update(operations)
    .set({ status: 'succeeded', error: null, endedAt: at, updatedAt: at })
    .where(eq(operations.id, operation.id))
  await tx
    .update(hostingAccounts)
    .set({
      status: 'terminated',
      holdsSlot: false,
      suspendReasons: [],
      passwordSealed: null,
      updatedAt: at,
    })
    .where(eq(hostingAccounts.id, account.id))
  await note(tx, operation.id, at, {
    event: 'operation.succeeded',
    message: `${call.actor.name} confirmed that the account is deleted on the panel. The panel was not asked.`,
  })
  await recordAudit(tx, {
    at,
    actor: call.actor,
    action: 'hosting-account.confirm-deletion',
    subject: { kind: 'hosting-account', id: account.id },
    before: { status: account.status, error: operation.error?.code ?? null },
    requestId: call.requestId,
  })
  domain.signals.changed(operation.id)
  return { accountId: account.id, operationId: operation.id }
}
