import type { OwnPasswordChange } from '#contracts/session/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import {
  changeLogin,
  countTry,
  findPasswordHash,
  hashPassword,
  verifyPassword,
} from '#server/platform/auth/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { queuePasswordNotice } from '../mail/index.ts'

// At an unattended screen, for example, another person must not be able to guess the password.
const guesses = { most: 10, windowMs: 900_000 }

/** @throws {Refusal} too-many-requests */
async function countGuess({ database, clock }: Context, userId: string): Promise<void> {
  const now = clock.now()
  const { windowMs, most } = guesses
  const { count, endsAtMs } = await countTry(database.db, { key: `own-password|${userId}`, windowMs, now })
  if (count <= most) return
  const seconds = Math.max(1, Math.ceil((endsAtMs - now.getTime()) / 1000))
  throw new Refusal(
    'too-many-requests',
    'Too many attempts to change this password. Wait 15 minutes, then try again.',
    [],
    seconds,
  )
}

/** For staff and customers. Every session of that user ends, including the current one. */
export async function changeOwnPassword(
  ctx: Context,
  change: OwnPasswordChange,
): Promise<Record<never, never>> {
  const { actor } = ctx
  if (actor.kind === 'system')
    throw new Refusal('forbidden', 'Only a staff user or a customer has a password.')
  await countGuess(ctx, actor.userId)
  const hash = await findPasswordHash(ctx.database.db, actor.userId)
  if (hash === null || !(await verifyPassword({ hash, password: change.currentPassword })))
    throw fieldRefusal(
      'invalid-body',
      'currentPassword',
      'wrong-password',
      'The current password is incorrect.',
    )
  const passwordHash = await hashPassword(change.newPassword)
  await ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
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
