import { and, desc, eq, gt, ne, type SQL } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { sessions } from './table.ts'

const mostSessions = 100

/**
 * A user's sessions that have not expired, `currentId` first, then the newest; at most 100. The hashes
 * of their tokens stay here.
 */
export const listSessions = (
  db: Queryable,
  { userId, currentId, now }: { userId: string; currentId: string | undefined; now: Date },
) =>
  db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      ipAddress: sessions.ipAddress,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.updatedAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(
      ...(currentId === undefined ? [] : [desc(eq(sessions.id, currentId))]),
      desc(sessions.createdAt),
      desc(sessions.id),
    )
    .limit(mostSessions)

/** Ends every session of a user, except one if given. @returns how many ended */
export const endSessionsOf = (tx: Queryable, userId: string, exceptId?: string): Promise<number> =>
  deleteWhere(tx, userId, exceptId === undefined ? undefined : ne(sessions.id, exceptId))

/** Ends one session of a user. @returns how many ended: 0 or 1 */
export const endSession = (tx: Queryable, userId: string, id: string): Promise<number> =>
  deleteWhere(tx, userId, eq(sessions.id, id))

async function deleteWhere(tx: Queryable, userId: string, chosen: SQL | undefined): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), chosen))
    .returning({ id: sessions.id })
  return ended.length
}

/** Records that the user of a session has proved who they are. @returns whether the session is still open */
export async function renewAuthentication(tx: Queryable, id: string | undefined, at: Date): Promise<boolean> {
  if (id === undefined) return false
  const renewed = await tx
    .update(sessions)
    .set({ authenticatedAt: at })
    .where(and(eq(sessions.id, id), gt(sessions.expiresAt, at)))
    .returning({ id: sessions.id })
  return renewed.length > 0
}
