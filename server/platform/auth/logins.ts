import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { Role, StaffRole } from '#contracts/roles.ts'
import {
  insertFrom,
  isUniqueViolation,
  type Queryable,
  runStatement,
} from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { endSessionsOf } from './own-sessions.ts'
import { credentials, passwordLinks, users } from './table.ts'

const emailTaken = (email: string) =>
  fieldRefusal(
    'email-taken',
    'email',
    'email-taken',
    `${email} is already in use by a customer or staff user. Use another email, or open the existing customer.`,
  )

export interface NewLogin {
  readonly userId: string
  readonly role: Role
  readonly email: string
  readonly name: string
  /** Null until the user sets a password with a link. */
  readonly passwordHash: string | null
  readonly isActive: boolean
  readonly at: Date
}

const roleColumns = (role: Role) =>
  role === 'customer' ? ({ role, staffRole: null } as const) : ({ role: 'staff', staffRole: role } as const)

/**
 * Returns a new login as parts of a statement, written if `source` has a row. A taken email is a unique
 * violation.
 */
export function loginParts(login: NewLogin, source: SQL): Map<string, SQL> {
  const { userId, role, email, name, isActive, passwordHash, at } = login
  const times = { createdAt: at, updatedAt: at }
  return new Map([
    [
      'login',
      insertFrom(users, { id: userId, ...roleColumns(role), email, name, isActive, ...times }, source),
    ],
    [
      'credential',
      insertFrom(
        credentials,
        { userId, accountId: userId, providerId: 'credential', password: passwordHash, ...times },
        source,
      ),
    ],
  ])
}

/** Converts the violation for a taken email into a refusal. Returns any other error unchanged. */
export const asEmailTaken = (error: unknown, email: string): unknown =>
  isUniqueViolation(error, 'users_email_unique') ? emailTaken(email) : error

/** @throws {Refusal} email-taken: emails are one namespace for staff and customers */
export async function insertLogin(tx: Queryable, login: NewLogin): Promise<void> {
  try {
    await runStatement(tx, loginParts(login, sql`(select 1) one`), sql`select 1 as done`)
  } catch (error) {
    throw asEmailTaken(error, login.email)
  }
}

/**
 * Changes a login. A new password or role, or setting it to inactive, ends every session and every set-password
 * link of that user: the creator of a link may have fewer permissions than the new role. A new email ends links.
 * @throws {Refusal} email-taken
 */
export async function changeLogin(
  tx: Queryable,
  change: {
    userId: string
    email?: string
    name?: string
    isActive?: boolean
    staffRole?: StaffRole
    passwordHash?: string
    at: Date
  },
): Promise<void> {
  const { userId, passwordHash, at, ...columns } = change
  const revokes = change.isActive === false || change.staffRole !== undefined
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
  const endsSessions = passwordHash !== undefined || revokes
  if (endsSessions || change.email !== undefined)
    await tx.delete(passwordLinks).where(eq(passwordLinks.userId, userId))
  if (endsSessions) await endSessionsOf(tx, userId)
}

export async function isEmailTaken(db: Queryable, email: string, exceptUserId?: string): Promise<boolean> {
  const other =
    exceptUserId === undefined
      ? eq(users.email, email)
      : and(eq(users.email, email), ne(users.id, exceptUserId))
  const rows = await db.select({ id: users.id }).from(users).where(other).limit(1)
  return rows.length > 0
}

export async function isActiveLogin(db: Queryable, email: string): Promise<boolean> {
  const active = and(eq(users.email, email), eq(users.isActive, true))
  const rows = await db.select({ id: users.id }).from(users).where(active).limit(1)
  return rows.length > 0
}

export async function hasStaff(db: Queryable): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).where(eq(users.role, 'staff')).limit(1)
  return rows.length > 0
}

/** Returns the stored hash of a user's password, to verify the current password before it is changed. */
export async function findPasswordHash(db: Queryable, userId: string): Promise<string | null> {
  const [row] = await db
    .select({ password: credentials.password })
    .from(credentials)
    .where(eq(credentials.userId, userId))
  return row?.password ?? null
}

/** Locks a login until the end of the transaction. */
export async function lockLogin(tx: Queryable, userId: string): Promise<void> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update')
}

/**
 * Locks a login until the end of the transaction.
 * @returns whether it is active and still has this password hash
 */
export async function lockUnchangedLogin(
  tx: Queryable,
  userId: string,
  passwordHash: string,
): Promise<boolean> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .innerJoin(credentials, eq(credentials.userId, users.id))
    .where(and(eq(users.id, userId), eq(users.isActive, true), eq(credentials.password, passwordHash)))
    .for('update')
  return rows.length > 0
}
