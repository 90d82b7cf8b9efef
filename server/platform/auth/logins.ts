import { and, eq, ne } from 'drizzle-orm'
import { isUniqueViolation, type Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { credentials, passwordLinks, sessions, users } from './table.ts'

const emailTaken = (email: string) =>
  fieldRefusal(
    'email-taken',
    'email',
    'email-taken',
    `${email} already belongs to a customer or staff user here. Use another address, or open the existing customer.`,
  )

/** @throws {Refusal} email-taken: addresses are one namespace for staff and customers */
export async function insertLogin(
  tx: Queryable,
  login: {
    userId: string
    role: 'staff' | 'customer'
    email: string
    name: string
    passwordHash: string
    isActive: boolean
    at: Date
  },
): Promise<void> {
  const { userId, role, email, name, isActive, at } = login
  try {
    await tx.insert(users).values({ id: userId, role, email, name, isActive, createdAt: at, updatedAt: at })
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_unique')) throw emailTaken(email)
    throw error
  }
  await tx.insert(credentials).values({
    userId,
    accountId: userId,
    providerId: 'credential',
    password: login.passwordHash,
    createdAt: at,
    updatedAt: at,
  })
}

/**
 * Changes a login. A new password, or being made inactive, ends every session of that person; a new password or
 * address also the set-password links that were handed out before.
 * @throws {Refusal} email-taken
 */
export async function changeLogin(
  tx: Queryable,
  change: {
    userId: string
    email?: string
    name?: string
    isActive?: boolean
    passwordHash?: string
    at: Date
  },
): Promise<void> {
  const { userId, passwordHash, at, ...columns } = change
  try {
    await tx
      .update(users)
      .set({ ...columns, updatedAt: at })
      .where(eq(users.id, userId))
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_unique')) throw emailTaken(change.email ?? '')
    throw error
  }
  if (passwordHash !== undefined)
    await tx
      .update(credentials)
      .set({ password: passwordHash, updatedAt: at })
      .where(eq(credentials.userId, userId))
  if (passwordHash !== undefined || change.email !== undefined)
    await tx.delete(passwordLinks).where(eq(passwordLinks.userId, userId))
  if (passwordHash !== undefined || change.isActive === false)
    await tx.delete(sessions).where(eq(sessions.userId, userId))
}

export async function isEmailTaken(db: Queryable, email: string, exceptUserId?: string): Promise<boolean> {
  const other =
    exceptUserId === undefined
      ? eq(users.email, email)
      : and(eq(users.email, email), ne(users.id, exceptUserId))
  const rows = await db.select({ id: users.id }).from(users).where(other).limit(1)
  return rows.length > 0
}

export async function hasStaff(db: Queryable): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).where(eq(users.role, 'staff')).limit(1)
  return rows.length > 0
}

/** The stored hash of a person's password, to verify the current one before it is changed. */
export async function findPasswordHash(db: Queryable, userId: string): Promise<string | null> {
  const [row] = await db
    .select({ password: credentials.password })
    .from(credentials)
    .where(eq(credentials.userId, userId))
  return row?.password ?? null
}
