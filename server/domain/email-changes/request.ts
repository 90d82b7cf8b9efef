import type { OwnEmailChange } from '#contracts/session/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { isEmailTaken } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import {
  cancelConfirmations,
  emailChangeHash,
  emailChangeToken,
  emailChangeValidMs,
  queueMail,
  readMailSettings,
} from '../mail/index.ts'
import { countGuess, ownerOf, verifyOwnPassword } from '../passwords/index.ts'
import { emailChanges } from '../tables/email-changes.ts'

const guesses = {
  name: 'own-email',
  message: 'Too many attempts to change this email. Wait 15 minutes, then try again.',
}

/**
 * Mails a link to the new address of the caller's login. The address changes when the link is used.
 * @throws {Refusal} wrong-state while mail is not set up; too-many-requests; invalid-body for a wrong password
 */
export async function requestEmailChange(
  ctx: Context,
  { newEmail, currentPassword }: OwnEmailChange,
): Promise<Record<never, never>> {
  const { clock, database, keyring } = ctx
  const actor = ownerOf(ctx.actor)
  const { userId } = actor
  await countGuess(ctx, guesses)
  if ((await readMailSettings(database.db)) === null)
    throw new Refusal(
      'wrong-state',
      'Mail is not set up, so the new address cannot be confirmed. Contact your hosting provider.',
    )
  await verifyOwnPassword(ctx, currentPassword)
  if (newEmail === actor.email)
    throw fieldRefusal(
      'invalid-body',
      'newEmail',
      'invalid',
      'This is already the email that you sign in with.',
    )
  await database.db.transaction(async (tx) => {
    const at = clock.now()
    const id = newId()
    const columns = {
      id,
      oldEmail: actor.email,
      newEmail,
      tokenHash: emailChangeHash(emailChangeToken(keyring, id)),
      expiresAt: new Date(at.getTime() + emailChangeValidMs),
      createdAt: at,
    }
    await tx
      .insert(emailChanges)
      .values({ ...columns, userId })
      .onConflictDoUpdate({ target: emailChanges.userId, set: columns })
    await cancelConfirmations(tx, userId)
    // The answer does not reveal whether another login has the address. Its owner gets no mail about it.
    if (!(await isEmailTaken(tx, newEmail, userId)))
      await queueMail(tx, {
        kind: 'email-confirmation',
        recipient: newEmail,
        recipientName: actor.name,
        userId,
        customerId: actor.kind === 'customer' ? actor.customerId : null,
        linkId: id,
        at,
      })
    await recordAudit(tx, {
      at,
      actor,
      action: 'login.request-email-change',
      subject: { kind: 'login', id: userId },
      after: { email: newEmail },
      requestId: ctx.requestId,
    })
  })
  return {}
}
