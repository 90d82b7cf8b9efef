import type { OwnPasswordChange } from '#contracts/session/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { changeLogin, lockUnchangedLogin } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { queuePasswordNotice } from '../mail/index.ts'
import { countGuess, hashNewPassword, ownerOf, verifyOwnPassword, wordsOfUser } from '../passwords/index.ts'

const guesses = {
  name: 'own-password',
  message: 'Too many attempts to change this password. Wait 15 minutes, then try again.',
}

/** For staff and customers. Every session of that user ends, including the current one. */
export async function changeOwnPassword(
  ctx: Context,
  change: OwnPasswordChange,
): Promise<Record<never, never>> {
  const actor = ownerOf(ctx.actor)
  await countGuess(ctx, guesses)
  const hash = await verifyOwnPassword(ctx, change.currentPassword)
  const passwordHash = await hashNewPassword(ctx, {
    password: change.newPassword,
    field: 'newPassword',
    words: await wordsOfUser(ctx.database.db, actor.userId),
  })
  await ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
    // The session may have ended, for example because staff disabled the login, while the passwords were hashed.
    if (!(await lockUnchangedLogin(tx, actor.userId, hash)))
      throw new Refusal(
        'not-signed-in',
        'Your login was changed while this request ran. Your password was not changed. Sign in again.',
      )
    await changeLogin(tx, { userId: actor.userId, passwordHash, at })
    await queuePasswordNotice(tx, { userId: actor.userId, at })
    await recordAudit(tx, {
      at,
      actor,
      action: 'login.change-password',
      subject: { kind: 'login', id: actor.userId },
      after: { password: true },
      requestId: ctx.requestId,
    })
  })
  return {}
}
