import { eq } from 'drizzle-orm'
import type { Access, Permission } from '#contracts/access.ts'
import { type Role, rolePermissions, type StaffRole, staffRoles } from '#contracts/roles.ts'
import { insertLogin } from '#server/platform/auth/index.ts'
import { hashPassword } from '#server/platform/auth/passwords.ts'
import { sessions, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { TestDomain } from '../domain.ts'
import type { InProcessApp } from './in-process-app.ts'

/** A sender of requests. */
export interface Caller {
  readonly name: string
  /** Null without a valid session. */
  readonly role: Role | null
  readonly cookie: string | null
}

const password = 'Matrix-Pass-4471'

/** Each way in which the session of an owner ends. */
const endings = {
  async 'a disabled owner'({ database }: TestDomain, userId: string) {
    // By SQL, so that the session remains: the login itself must be checked.
    await database.db.update(users).set({ isActive: false }).where(eq(users.id, userId))
  },
  async 'an owner with an expired session'({ database, clock }: TestDomain, userId: string) {
    const expiresAt = new Date(clock.now().getTime() - 1000)
    await database.db.update(sessions).set({ expiresAt }).where(eq(sessions.userId, userId))
  },
  async 'an owner with a revoked session'({ database }: TestDomain, userId: string) {
    await database.db.delete(sessions).where(eq(sessions.userId, userId))
  },
  async 'a removed owner'({ database }: TestDomain, userId: string) {
    await database.db.delete(users).where(eq(users.id, userId))
  },
} satisfies Record<string, (test: TestDomain, userId: string) => Promise<void>>

/** Adds a staff user who can sign in. @returns their id */
export async function addStaff(test: TestDomain, name: string, role: StaffRole): Promise<string> {
  const userId = newId()
  await insertLogin(test.database.db, {
    userId,
    role,
    name,
    email: `${name.replaceAll(' ', '-')}@hosting.example`,
    passwordHash: await hashPassword(password),
    isActive: true,
    at: test.clock.now(),
  })
  return userId
}

const signInAs = (app: InProcessApp, name: string) =>
  app.signIn({ email: `${name.replaceAll(' ', '-')}@hosting.example`, password })

/** Every kind of caller: each staff role, and each kind of caller without a valid session. */
export async function staffAndStrangers(test: TestDomain, app: InProcessApp): Promise<Caller[]> {
  const callers: Caller[] = [
    { name: 'anonymous', role: null, cookie: null },
    {
      name: 'a forged cookie',
      role: null,
      cookie: `nextpanel-billing=${'a'.repeat(32)}.${'b'.repeat(43)}%3D`,
    },
  ]
  for (const role of staffRoles) {
    await addStaff(test, role, role)
    callers.push({ name: role, role, cookie: await signInAs(app, role) })
  }
  for (const [name, end] of Object.entries(endings)) {
    const userId = await addStaff(test, name, 'owner')
    callers.push({ name, role: null, cookie: await signInAs(app, name) })
    await end(test, userId)
  }
  return callers
}

/** The expected result of a call, computed from its declared access. */
export type Expected = 'allowed' | 'not-signed-in' | { readonly forbidden: Permission | null }

/** @param fields the fields of the body that need a further permission */
export function expectedFor(
  { role }: Caller,
  access: Access | undefined,
  fields: readonly Permission[],
): Expected {
  if (access === 'public') return 'allowed'
  if (role === null) return 'not-signed-in'
  if (access === 'signed-in') return 'allowed'
  if (access === 'customer') return role === 'customer' ? 'allowed' : { forbidden: null }
  if (access === undefined || role === 'customer') return { forbidden: null }
  const missing = [access, ...fields].find((permission) => !rolePermissions[role].has(permission))
  return missing === undefined ? 'allowed' : { forbidden: missing }
}
