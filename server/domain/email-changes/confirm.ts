import { and, eq, gt } from 'drizzle-orm'
import type { EmailChangeToken } from '#contracts/session/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { changeLogin } from '#server/platform/auth/index.ts'
import { credentials, users } from '#server/platform/auth/table.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { emailChangeHash, queueEmailNotices } from '../mail/index.ts'
import { customers } from '../tables/customers.ts'
import { emailChanges } from '../tables/email-changes.ts'

const invalid = () =>
  new Refusal(
    'password-link-invalid',
    'This link was already used, was replaced by a newer one, or has expired. Change the email again.',
  )

/**
 * Changes the email of a login by the link that was mailed to the new address, once. A change of the password or
 * of the email since the request makes the link invalid.
 * @throws {Refusal} password-link-invalid; email-taken
 */
export async function confirmEmailChange(
  ctx: Context,
  { token }: EmailChangeToken,
): Promise<{ email: string }> {
  return ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
    const [change] = await tx
      .delete(emailChanges)
      .where(and(eq(emailChanges.tokenHash, emailChangeHash(token)), gt(emailChanges.expiresAt, at)))
      .returning()
    if (!change) throw invalid()
    const { userId, oldEmail, newEmail, createdAt } = change
    const [login] = await tx
      .select({ user: users, passwordAt: credentials.updatedAt, customerId: customers.id })
      .from(users)
      .innerJoin(credentials, eq(credentials.userId, users.id))
      .leftJoin(customers, eq(customers.userId, users.id))
      .where(and(eq(users.id, userId), eq(users.isActive, true), eq(users.email, oldEmail)))
    if (!login || login.passwordAt > createdAt) throw invalid()
    const { user, customerId } = login
    await changeLogin(tx, { userId, email: newEmail, at })
    if (customerId !== null)
      await tx.update(customers).set({ email: newEmail, updatedAt: at }).where(eq(customers.id, customerId))
    await queueEmailNotices(tx, { userId, oldEmail, newEmail, at })
    await recordAudit(tx, {
      at,
      actor: { kind: customerId === null ? 'staff' : 'customer', userId, name: user.name },
      action: 'login.change-email',
      subject: { kind: 'login', id: userId },
      before: { email: oldEmail },
      after: { email: newEmail },
      requestId: ctx.requestId,
    })
    return { email: newEmail }
  })
}
