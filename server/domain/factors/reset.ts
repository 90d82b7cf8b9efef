import { endSessionsOf, removePasskeys, removeTotp } from '#server/platform/auth/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { queueFactorsNotice } from '../mail/index.ts'

/**
 * Removes every second factor of a user who has lost them, ends their sessions and sends them a notice. The password
 * is then enough to sign in. It runs in the transaction of the caller, which records it.
 * @returns the audit fields of the change
 */
export async function resetFactors(tx: Queryable, { userId, at }: { userId: string; at: Date }) {
  const totp = await removeTotp(tx, userId, at)
  const passkeys = (await removePasskeys(tx, userId)).length
  const sessions = await endSessionsOf(tx, userId)
  if (totp || passkeys > 0) await queueFactorsNotice(tx, { userId, at, change: 'reset' })
  return { before: { totp, passkeys }, after: { totp: false, passkeys: 0, sessions } }
}
