import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Operation } from '#contracts/operations/schemas.ts'
import { mayDismiss } from '#contracts/operations/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { note } from '#server/work/index.ts'
import { operations } from '#server/work/table.ts'
import { loadOperation, lockAccount, lockOperation, readOperation } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { startedRefs } from '../hosting/index.ts'

/** Staff dismiss an operation that failed: it is unchanged, and no longer needs action. */
export async function dismissOperation(ctx: Context, { id }: ById): Promise<Operation> {
  const { subjectId: accountId } = await loadOperation(ctx.database.db, id)
  await ctx.database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs: startedRefs, clock: ctx.clock }, async () => {
      await lockAccount(tx, accountId)
      const operation = await lockOperation(tx, id)
      const refs = { accountId, operationId: id }
      if (operation.kind !== 'create' || !mayDismiss(operation.status))
        throw new Refusal(
          'wrong-state',
          `Only a creation that failed can be dismissed. This operation is a ${operation.kind} and ${operation.status}.`,
        )
      if (operation.dismissedAt !== null) return refs
      const at = ctx.clock.now()
      await tx.update(operations).set({ dismissedAt: at, updatedAt: at }).where(eq(operations.id, id))
      await note(tx, id, at, { event: 'operation.dismissed', message: `Dismissed by ${ctx.actor.name}.` })
      await recordAudit(tx, {
        at,
        actor: ctx.actor,
        action: 'operation.dismiss',
        subject: { kind: 'operation', id },
        requestId: ctx.requestId,
      })
      return refs
    }),
  )
  ctx.signals.concluded(id)
  return readOperation(ctx.database.db, id)
}
