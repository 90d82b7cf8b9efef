import { eq } from 'drizzle-orm'
import type { BulkActionDetails, BulkStart } from '#contracts/bulk-actions/schemas.ts'
import { permissionOfBulkAction } from '#contracts/bulk-actions/states.ts'
import type { ById } from '#contracts/call.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { refuseWithout, starterOf } from '../access/index.ts'
import type { Context } from '../context.ts'
import { bulkActions } from '../tables/bulk-actions.ts'
import { getBulkAction } from './read.ts'
import { type BulkRecord, bulkActionNotFound, findBulkAction } from './store.ts'

const wrongState = (message: string) => new Refusal('wrong-state', `${message} Nothing was changed.`)

/** Starts to act on the rows, in the name of the caller. @throws {Refusal} invalid-body: a large suspension without its number */
export async function startBulkAction(
  ctx: Context,
  { id, confirm }: BulkStart & ById,
): Promise<BulkActionDetails> {
  return change(ctx, id, async (tx, row) => {
    if (row.status === 'running') return {}
    if (row.status === 'checking')
      throw wrongState('The rows are being checked. Wait until the check has ended.')
    if (row.status !== 'ready') throw wrongState(`This bulk action is ${row.status}.`)
    if (row.confirm !== null && confirm !== row.confirm)
      throw fieldRefusal(
        'invalid-body',
        'confirm',
        confirm === undefined ? 'required' : 'does-not-match',
        `This suspends ${row.confirm} accounts. Nothing was changed. Send their number as confirm.`,
      )
    await audit(tx, ctx, row, 'bulk-action.start')
    const at = ctx.clock.now()
    return { status: 'running', startedBy: starterOf(ctx.actor, at), startedAt: at, rowsPerSecond: null }
  })
}

/** Begins no further rows. Rows that have begun end. */
export async function pauseBulkAction(ctx: Context, { id }: ById): Promise<BulkActionDetails> {
  return change(ctx, id, async (tx, row) => {
    if (row.status === 'paused') return {}
    if (row.status !== 'running') throw wrongState('Only a running bulk action can be paused.')
    await audit(tx, ctx, row, 'bulk-action.pause')
    return { status: 'paused', rowsPerSecond: null, pausedBecause: null }
  })
}

export async function resumeBulkAction(ctx: Context, { id }: ById): Promise<BulkActionDetails> {
  return change(ctx, id, async (tx, row) => {
    if (row.status === 'running') return {}
    if (row.status !== 'paused') throw wrongState('Only a paused bulk action can be resumed.')
    await audit(tx, ctx, row, 'bulk-action.resume')
    return { status: 'running', startedBy: starterOf(ctx.actor, ctx.clock.now()), pausedBecause: null }
  })
}

/** Begins no further rows, for good. Nothing is undone. */
export async function cancelBulkAction(ctx: Context, { id }: ById): Promise<BulkActionDetails> {
  return change(ctx, id, async (tx, row) => {
    if (row.status === 'cancelled') return {}
    if (row.status === 'finished') throw wrongState('This bulk action has finished.')
    await audit(tx, ctx, row, 'bulk-action.cancel')
    return { status: 'cancelled', endedAt: ctx.clock.now(), rowsPerSecond: null, pausedBecause: null }
  })
}

type Change = Partial<typeof bulkActions.$inferInsert>

/** Decides and writes under a lock, with the permission of the single action. */
async function change(
  ctx: Context,
  id: string,
  decide: (tx: Tx, row: BulkRecord) => Promise<Change>,
): Promise<BulkActionDetails> {
  const { db } = ctx.database
  const { action } = await findBulkAction(db, id)
  refuseWithout(ctx.actor, permissionOfBulkAction[action])
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(bulkActions).where(eq(bulkActions.id, id)).for('update')
    if (!row) throw bulkActionNotFound()
    const next = await decide(tx, row)
    if (Object.keys(next).length === 0) return
    await tx
      .update(bulkActions)
      .set({ ...next, updatedAt: ctx.clock.now() })
      .where(eq(bulkActions.id, id))
  })
  ctx.signals.changed(id)
  return getBulkAction(ctx, { id })
}

const audit = (tx: Tx, ctx: Context, { id, action, options, counts }: BulkRecord, what: string) =>
  recordAudit(tx, {
    at: ctx.clock.now(),
    actor: ctx.actor,
    action: what,
    subject: { kind: 'bulk-action', id },
    after: { action, ...options, rows: counts.total, pending: counts.pending, skipped: counts.skipped },
    requestId: ctx.requestId,
  })
