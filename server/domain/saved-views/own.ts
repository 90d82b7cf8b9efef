import { and, eq, type SQL } from 'drizzle-orm'
import type { SavedView } from '#contracts/saved-views/schemas.ts'
import { isUniqueViolation } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { savedViews } from '../tables/saved-views.ts'

/** @throws {Refusal} forbidden for a caller who is not a staff user */
export function ownerOf({ actor }: Pick<Context, 'actor'>): string {
  if (actor.kind !== 'staff') throw new Refusal('forbidden', 'Only staff have saved views.')
  return actor.userId
}

export const isOwn = (ctx: Context, id: string): SQL | undefined =>
  and(eq(savedViews.id, id), eq(savedViews.userId, ownerOf(ctx)))

/** Also for the view of another user, whose existence is not shown. */
export const viewNotFound = () =>
  new Refusal('not-found', 'This saved view no longer exists. Reload the list of views.')

/** Returns the error of a write, as a refusal if another view has the name. */
export const orNameTaken = (error: unknown, name: string | undefined): unknown =>
  name !== undefined && isUniqueViolation(error)
    ? fieldRefusal(
        'name-taken',
        'name',
        'name-taken',
        `You already have a view with the name ${name} on this page. Nothing was saved. Choose another name.`,
      )
    : error

export const present = ({
  userId: _,
  createdAt,
  updatedAt,
  ...view
}: typeof savedViews.$inferSelect): SavedView => ({
  ...view,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
