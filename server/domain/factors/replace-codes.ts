import type { NewRecoveryCodes, PasswordOnly } from '#contracts/factors/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { findFactors, lockUnchangedLogin, replaceRecoveryCodes } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { queueFactorsNotice } from '../mail/index.ts'
import { countGuess, loginChanged, ownerOf, verifyOwnPassword } from '../passwords/index.ts'
import { guesses } from './guesses.ts'

/**
 * Replaces the caller's recovery codes. The earlier ones no longer work.
 * @throws {Refusal} invalid-body for a wrong password; wrong-state without an authenticator app; not-signed-in
 */
export async function replaceOwnRecoveryCodes(
  ctx: Context,
  { currentPassword }: PasswordOnly,
): Promise<NewRecoveryCodes> {
  const actor = ownerOf(ctx.actor)
  const { userId } = actor
  await countGuess(ctx, guesses)
  const hash = await verifyOwnPassword(ctx, currentPassword)
  const recoveryCodes = await ctx.database.db.transaction(async (tx) => {
    if (!(await lockUnchangedLogin(tx, userId, hash))) throw loginChanged()
    if ((await findFactors(tx, userId)).totpSince === null)
      throw new Refusal('wrong-state', 'Recovery codes need an authenticator app. Set one up first.')
    const codes = await replaceRecoveryCodes(tx, userId)
    const at = ctx.clock.now()
    await queueFactorsNotice(tx, { userId, at, change: 'codes-replaced' })
    await recordAudit(tx, {
      at,
      actor,
      action: 'login.replace-recovery-codes',
      subject: { kind: 'login', id: userId },
      after: { recoveryCodes: codes.length },
      requestId: ctx.requestId,
    })
    return codes
  })
  return { recoveryCodes }
}
