import type { ById } from '#contracts/call.ts'
import type { Context } from '../context.ts'
import { savedViews } from '../tables/saved-views.ts'
import { isOwn, viewNotFound } from './own.ts'

/** @throws {Refusal} not-found, also for a view of another user */
export async function removeSavedView(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  const removed = await ctx.database.db
    .delete(savedViews)
    .where(isOwn(ctx, id))
    .returning({ id: savedViews.id })
  if (removed.length === 0) throw viewNotFound()
  return {}
}
