import { count, eq } from 'drizzle-orm'
import { z } from 'zod'
import { mostSavedViews, type NewSavedView, type SavedView } from '#contracts/saved-views/schemas.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { savedViews } from '../tables/saved-views.ts'
import { isOwn, orNameTaken, ownerOf, present, viewNotFound } from './own.ts'

const refs = z.object({ viewId: z.string() })

/**
 * Saves a view of the caller. It is not audited: it changes nothing that another user sees.
 * @throws {Refusal} name-taken; wrong-state above `mostSavedViews`
 */
export async function createSavedView(ctx: Context, input: NewSavedView): Promise<SavedView> {
  const { database, clock, idempotency } = ctx
  return database.db
    .transaction(async (tx) => {
      const { viewId } = await once(tx, { request: idempotency, refs, clock }, async () => ({
        viewId: await insert(tx, ctx, input),
      }))
      const [view] = await tx.select().from(savedViews).where(isOwn(ctx, viewId))
      // The request is a repeated one, and the view has been deleted.
      if (!view) throw viewNotFound()
      return present(view)
    })
    .catch((error: unknown) => {
      throw orNameTaken(error, input.name)
    })
}

async function insert(tx: Queryable, ctx: Context, input: NewSavedView): Promise<string> {
  const userId = ownerOf(ctx)
  // Their views are created one after another, so that the limit holds.
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update')
  const [own] = await tx.select({ views: count() }).from(savedViews).where(eq(savedViews.userId, userId))
  if ((own?.views ?? 0) >= mostSavedViews)
    throw new Refusal(
      'wrong-state',
      `You already have ${mostSavedViews} saved views. Nothing was saved. Delete one that you no longer need, then try again.`,
    )
  const at = ctx.clock.now()
  const id = newId()
  await tx.insert(savedViews).values({ id, userId, ...input, createdAt: at, updatedAt: at })
  return id
}
