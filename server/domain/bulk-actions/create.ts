import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { BulkActionDetails, NewBulkAction } from '#contracts/bulk-actions/schemas.ts'
import { permissionOfBulkAction } from '#contracts/bulk-actions/states.ts'
import { newId } from '#server/platform/clock/index.ts'
import { once, recall } from '#server/platform/idempotency/index.ts'
import { refuseWithout } from '../access/index.ts'
import type { Context } from '../context.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import { checkSome, endCheck } from './check.ts'
import { getBulkAction } from './read.ts'
import { findBulkAction, noBulkCounts } from './store.ts'
import { readTarget } from './targets.ts'

const refs = z.object({ id: z.string() })
/** So few rows are checked before the answer. More are checked by the worker. */
const checkedAtOnce = 500

/**
 * Prepares an action: fixes its rows, and checks what it would do with each. Changes nothing that it acts on.
 * @throws {Refusal} forbidden without the permission of the single action; invalid-body
 */
export async function createBulkAction(ctx: Context, input: NewBulkAction): Promise<BulkActionDetails> {
  const { action, options } = input
  refuseWithout(ctx.actor, permissionOfBulkAction[action])
  const { db } = ctx.database
  // First, because the rows that matched may no longer match.
  const earlier = await recall(db, { request: ctx.idempotency, refs, clock: ctx.clock })
  if (earlier) return getBulkAction(ctx, earlier)
  const ids = await readTarget(db, input)
  const { id } = await db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs, clock: ctx.clock }, async () => {
      const made = newId()
      const at = ctx.clock.now()
      await tx.insert(bulkActions).values({
        id: made,
        action,
        options,
        status: 'checking',
        counts: { ...noBulkCounts, total: ids.length, unchecked: ids.length },
        createdBy: ctx.actor.name,
        createdAt: at,
        updatedAt: at,
      })
      await tx.execute(sql`
        insert into ${bulkActionRows} (bulk_action_id, number, subject_id)
        select ${made}::uuid, number, subject_id
        from unnest(${sql.param(ids)}::uuid[]) with ordinality as given (subject_id, number)`)
      return { id: made }
    }),
  )
  const row = await findBulkAction(db, id)
  if (row.status === 'checking' && ids.length < checkedAtOnce && !(await checkSome(ctx, row)))
    await endCheck(ctx, row)
  return getBulkAction(ctx, { id })
}
