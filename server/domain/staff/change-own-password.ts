import type { OwnPasswordChange } from '#contracts/session/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import {
  changeLogin,
  findPasswordHash,
  lockUnchangedLogin,
  TryLimit,
  verifyPassword,
} from '#server/platform/auth/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { queuePasswordNotice } from '../mail/index.ts'
import { hashNewPassword, wordsOfUser } from '../passwords/index.ts'

// At an unattended screen, for example, another person must not be able to guess the password.
const guessLimit = ({ database, clock }: Context) =>
  new TryLimit({
    name: 'own-password',
    message: 'Too many attempts to change this password. Wait 15 minutes, then try again.',
    most: 10,
    windowMs: 900_000,
    db: database.db,
    clock,
  })

/** For staff and customers. Every session of that user ends, including the current one. */
export async function changeOwnPassword(
  ctx: Context,
  change: OwnPasswordChange,
): Promise<Record<never, never>> {
  const { actor } = ctx
  if (actor.kind === 'system')
    throw new Refusal('forbidden', 'Only a staff user or a customer has a password.')
  await guessLimit(ctx).count(actor.userId)
  const hash = await findPasswordHash(ctx.database.db, actor.userId)
  if (hash === null || !(await verifyPassword({ hash, password: change.currentPassword })))
    throw fieldRefusal(
      'invalid-body',
      'currentPassword',
      'wrong-password',
      'The current password is incorrect.',
    )
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
