import { and, asc, eq, sql } from 'drizzle-orm'
import type { SavedView, SavedViewQuery } from '#contracts/saved-views/schemas.ts'
import type { Context } from '../context.ts'
import { savedViews } from '../tables/saved-views.ts'
import { ownerOf, present } from './own.ts'

/** Lists the caller's own views of a page or of all pages, by name. `mostSavedViews` bounds their number. */
export async function listSavedViews(
  ctx: Context,
  { page }: SavedViewQuery,
): Promise<{ items: SavedView[] }> {
  const rows = await ctx.database.db
    .select()
    .from(savedViews)
    .where(
      and(eq(savedViews.userId, ownerOf(ctx)), page === undefined ? undefined : eq(savedViews.page, page)),
    )
    .orderBy(sql`search_key(${savedViews.name}) collate "C"`, asc(savedViews.id))
  return { items: rows.map(present) }
}
