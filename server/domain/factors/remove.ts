import type { PasswordAndCode } from '#contracts/factors/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { lockUnchangedLogin, removeTotp } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { queueFactorsNotice } from '../mail/index.ts'
import { countGuess, loginChanged, ownerOf, verifyOwnCode, verifyOwnPassword } from '../passwords/index.ts'
import { guesses } from './guesses.ts'

/**
 * Removes the caller's authenticator app and recovery codes.
 * @throws {Refusal} invalid-body for a wrong password or code; wrong-state without an app; not-signed-in
 */
export async function removeOwnTotp(
  ctx: Context,
  { currentPassword, code }: PasswordAndCode,
): Promise<Record<never, never>> {
  const actor = ownerOf(ctx.actor)
  const { userId } = actor
  await countGuess(ctx, guesses)
  const hash = await verifyOwnPassword(ctx, currentPassword)
  await verifyOwnCode(ctx, code)
  await ctx.database.db.transaction(async (tx) => {
    if (!(await lockUnchangedLogin(tx, userId, hash))) throw loginChanged()
    const at = ctx.clock.now()
    if (!(await removeTotp(tx, userId, at)))
      throw new Refusal('wrong-state', 'You have no authenticator app. Reload the page.')
    await queueFactorsNotice(tx, { userId, at, change: 'totp-removed' })
    await recordAudit(tx, {
      at,
      actor,
      action: 'login.remove-totp',
      subject: { kind: 'login', id: userId },
      requestId: ctx.requestId,
    })
  })
  return {}
}
