import { and, desc, eq, gt, ne } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { sessions } from './table.ts'

const mostSessions = 100

/**
 * A user's sessions that have not expired, `currentId` first, then the newest; at most 100. Their tokens stay
 * here.
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

/**
 * Ends one session of a user, or all but one; returns how many ended. A statement of ours and not better-auth's call,
 * because it commits together with its audit entry. The session cookie holds only the token, so the next request
 * of an ended session is refused.
 */
export async function deleteSessions(
  tx: Queryable,
  userId: string,
  which: { only: string } | { except: string | undefined },
): Promise<number> {
  const chosen =
    'only' in which
      ? eq(sessions.id, which.only)
      : which.except === undefined
        ? undefined
        : ne(sessions.id, which.except)
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), chosen))
    .returning({ id: sessions.id })
  return ended.length
}
