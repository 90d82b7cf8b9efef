import type { ById } from '#contracts/call.ts'
import type { SavedView, SavedViewChange } from '#contracts/saved-views/schemas.ts'
import type { Context } from '../context.ts'
import { savedViews } from '../tables/saved-views.ts'
import { isOwn, orNameTaken, present, viewNotFound } from './own.ts'

/**
 * Renames a view of the caller, or replaces its query.
 * @throws {Refusal} not-found, also for a view of another user; name-taken
 */
export async function changeSavedView(
  ctx: Context,
  { id, name, query }: SavedViewChange & ById,
): Promise<SavedView> {
  const [view] = await ctx.database.db
    .update(savedViews)
    .set({
      ...(name === undefined ? {} : { name }),
      ...(query === undefined ? {} : { query }),
      updatedAt: ctx.clock.now(),
    })
    .where(isOwn(ctx, id))
    .returning()
    .catch((error: unknown) => {
      throw orNameTaken(error, name)
    })
  if (!view) throw viewNotFound()
  return present(view)
}
