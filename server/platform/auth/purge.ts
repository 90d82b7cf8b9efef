import { lt } from 'drizzle-orm'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { purgeApiTokens } from './api-tokens.ts'
import { purgeSetups } from './factors.ts'
import { purgeChallenges } from './passkey-challenge.ts'
import { knownAddresses, passwordLinks, rateLimits, sessions } from './table.ts'

// Longer than any window in which attempts are counted.
const countedForMs = 3_600_000
const addressKnownForMs = 90 * 86_400_000

/** Deletes expired sessions, links and setups of authenticator apps, and old API tokens, counts and addresses. */
export async function purgeSignIns(db: Queryable, clock: Clock): Promise<void> {
  const now = clock.now()
  await db.delete(sessions).where(lt(sessions.expiresAt, now))
  await db.delete(passwordLinks).where(lt(passwordLinks.expiresAt, now))
  await purgeSetups(db, now)
  await purgeChallenges(db, now)
  await purgeApiTokens(db, now)
  await db.delete(rateLimits).where(lt(rateLimits.lastRequest, now.getTime() - countedForMs))
  await db
    .delete(knownAddresses)
    .where(lt(knownAddresses.seenAt, new Date(now.getTime() - addressKnownForMs)))
}
