import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Customer, CustomerChange } from '#contracts/customers/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { changeLogin } from '#server/platform/auth/index.ts'
import { users } from '#server/platform/auth/table.ts'
import type { Context } from '../context.ts'
import { queueEmailNotices, queuePasswordNotice } from '../mail/index.ts'
import { hashNewPassword, wordsOfUser } from '../passwords/index.ts'
import { customers } from '../tables/customers.ts'
import { customerNotFound, readCustomer } from './read.ts'

/** Changes a customer and their login. Hosting accounts keep their data on panels, including the email. */
export async function changeCustomer(
  ctx: Context,
  { id, ...change }: CustomerChange & ById,
): Promise<Customer> {
  const { fullName, isActive, companyName, language } = change
  const passwordHash =
    change.password === undefined ? undefined : await hashOf(ctx, { id, change, password: change.password })
  await ctx.database.db.transaction(async (tx) => {
    // The user's row first, as in every other change of a login. Two changes at once could otherwise deadlock.
    const [row] = await tx
      .select({ userId: customers.userId })
      .from(customers)
      .innerJoin(users, eq(users.id, customers.userId))
      .where(eq(customers.id, id))
      .for('update', { of: users })
    if (!row) throw customerNotFound()
    const before = await readCustomer(tx, id)
    // An unchanged address is not a change: it would end an open set-password link.
    const email = change.email === before.email ? undefined : change.email
    const at = ctx.clock.now()
    await changeLogin(tx, {
      userId: row.userId,
      at,
      ...(email === undefined ? {} : { email }),
      ...(fullName === undefined ? {} : { name: fullName }),
      ...(isActive === undefined ? {} : { isActive }),
      ...(passwordHash === undefined ? {} : { passwordHash }),
    })
    await tx
      .update(customers)
      .set({
        ...(email === undefined ? {} : { email }),
        ...(fullName === undefined ? {} : { fullName }),
        ...(companyName === undefined ? {} : { companyName: companyName || null }),
        ...(language === undefined ? {} : { language }),
        updatedAt: at,
      })
      .where(eq(customers.id, id))
    if (passwordHash !== undefined) await queuePasswordNotice(tx, { userId: row.userId, at })
    if (email !== undefined)
      await queueEmailNotices(tx, { userId: row.userId, oldEmail: before.email, newEmail: email, at })
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'customer.change',
      subject: { kind: 'customer', id },
      before: {
        email: before.email,
        fullName: before.fullName,
        companyName: before.companyName,
        isActive: before.isActive,
        ...(language === undefined ? {} : { language: before.language }),
      },
      after: {
        email,
        fullName,
        companyName,
        isActive,
        language,
        ...(passwordHash === undefined ? {} : { password: true }),
      },
      requestId: ctx.requestId,
    })
  })
  return readCustomer(ctx.database.db, id)
}

async function hashOf(
  ctx: Context,
  { id, change, password }: { id: string; change: CustomerChange; password: string },
): Promise<string> {
  const { db } = ctx.database
  const [row] = await db.select({ userId: customers.userId }).from(customers).where(eq(customers.id, id))
  if (!row) throw customerNotFound()
  const known = await wordsOfUser(db, row.userId)
  return hashNewPassword(ctx, {
    password,
    words: [...known, change.email, change.fullName, change.companyName],
  })
}
