import { lt } from 'drizzle-orm'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { passwordLinks, rateLimits, sessions, verifications } from './table.ts'

// Longer than any window in which attempts are counted.
const countedForMs = 3_600_000

/** Deletes expired sessions and unused links, which better-auth keeps. */
export async function purgeSignIns(db: Queryable, clock: Clock): Promise<void> {
  const now = clock.now()
  await db.delete(sessions).where(lt(sessions.expiresAt, now))
  await db.delete(passwordLinks).where(lt(passwordLinks.expiresAt, now))
  await db.delete(rateLimits).where(lt(rateLimits.lastRequest, now.getTime() - countedForMs))
  await db.delete(verifications).where(lt(verifications.expiresAt, now))
}
