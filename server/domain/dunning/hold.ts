import { and, eq, isNull } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { DunningCase, DunningHold } from '#contracts/dunning/case-schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { businessDay, lockCustomer } from '../ledger/index.ts'
import { dunningCases } from '../tables/dunning.ts'
import { caseNotFound, readOpenCase } from './cases.ts'

/**
 * Places a case on hold: no step happens before the day, for example while a customer disputes an invoice. Hosting that is
 * suspended stays suspended.
 * @throws {Refusal} not-found, or invalid-body for a day that is not after today
 */
export async function holdDunningCase(
  ctx: Context,
  { id, until, reason }: ById & DunningHold,
): Promise<DunningCase> {
  await ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
    const isOpen = and(eq(dunningCases.id, id), isNull(dunningCases.closedAt))
    const [found] = await tx.select().from(dunningCases).where(isOpen)
    if (!found) throw caseNotFound()
    await lockCustomer(tx, found.customerId, at)
    const today = await businessDay(tx, ctx.clock)
    if (until !== null && until <= today)
      throw fieldRefusal('invalid-body', 'until', 'invalid', `until must be after today (${today}).`)
    const changed = await tx
      .update(dunningCases)
      .set({
        heldUntil: until,
        holdReason: until === null ? null : reason,
        nextStepOn: until ?? today,
        updatedAt: at,
      })
      .where(isOpen)
      .returning({ id: dunningCases.id })
    if (changed.length === 0) throw caseNotFound()
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: until === null ? 'dunning.release' : 'dunning.hold',
      subject: { kind: 'customer', id: found.customerId },
      before: { heldUntil: found.heldUntil },
      after: { heldUntil: until, reason },
      requestId: ctx.requestId,
    })
  })
  return readOpenCase(ctx.database.db, id)
}
