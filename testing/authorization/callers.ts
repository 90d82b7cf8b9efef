import { eq } from 'drizzle-orm'
import { type Access, type Permission, permissions } from '#contracts/access.ts'
import { isForTokens, tokenPermissions } from '#contracts/api-tokens/permissions.ts'
import { type Role, rolePermissions, type StaffRole, staffRoles } from '#contracts/roles.ts'
import { apiTokenHash, insertLogin, newApiToken } from '#server/platform/auth/index.ts'
import { hashPassword } from '#server/platform/auth/passwords.ts'
import { apiTokens, sessions, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { TestDomain } from '../domain.ts'
import type { InProcessApp } from './in-process-app.ts'

/** A sender of requests. */
export interface Caller {
  readonly name: string
  /** Null without a valid session or API token. */
  readonly role: Role | null
  readonly cookie: string | null
  /** An API token, and its scope if it works. */
  readonly token?: { readonly text: string; readonly scope: readonly Permission[] | null }
}

export const matrixPassword = 'Matrix-Pass-4471'

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
    passwordHash: await hashPassword(matrixPassword),
    isActive: true,
    at: test.clock.now(),
  })
  return userId
}

const signInAs = (app: InProcessApp, name: string) =>
  app.signIn({ email: `${name.replaceAll(' ', '-')}@hosting.example`, password: matrixPassword })

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

/** An owner's API token with this scope, or one that no longer works. */
async function addToken(
  { database, clock }: TestDomain,
  userId: string,
  scope: readonly Permission[],
  end: { revokedAt?: Date; expiresAt?: Date } = {},
): Promise<string> {
  const text = newApiToken()
  await database.db.insert(apiTokens).values({
    id: newId(),
    userId,
    name: newId(),
    tokenHash: apiTokenHash(text) ?? '',
    permissions: [...scope],
    createdAt: clock.now(),
    // Its use is not written again during the test.
    lastUsedAt: clock.now(),
    ...end,
  })
  return text
}

/** Callers with an API token: with each scope, and each kind that no longer works. */
export async function tokenCallers(test: TestDomain): Promise<Caller[]> {
  const now = test.clock.now()
  const owner = await addStaff(test, 'owner of tokens', 'owner')
  const support = await addStaff(test, 'support with a token', 'support')
  const disabled = await addStaff(test, 'disabled with a token', 'owner')
  await test.database.db.update(users).set({ isActive: false }).where(eq(users.id, disabled))
  const reads = tokenPermissions.filter((permission) => permission.endsWith('.read'))
  const ended = { revokedAt: now }
  const expired = { expiresAt: new Date(now.getTime() - 1000) }
  const caller = (name: string, role: Role | null, text: string, scope: readonly Permission[] | null) => ({
    name,
    role,
    cookie: null,
    token: { text, scope },
  })
  return [
    // As if it had been written into the database: it must not reach more than the API grants.
    caller(
      'a token with every permission',
      'owner',
      await addToken(test, owner, permissions),
      tokenPermissions,
    ),
    caller('a read-only token', 'owner', await addToken(test, owner, reads), reads),
    caller(
      'a token above the role of its owner',
      'support',
      await addToken(test, support, permissions),
      tokenPermissions,
    ),
    caller('a revoked token', null, await addToken(test, owner, permissions, ended), null),
    caller('an expired token', null, await addToken(test, owner, permissions, expired), null),
    caller('a token of a disabled owner', null, await addToken(test, disabled, permissions), null),
    caller('a malformed token', null, 'npb_malformed', null),
  ]
}

/** The expected result of a call, computed from its declared access. */
export type Expected =
  | 'allowed'
  | 'not-signed-in'
  | 'api-token-invalid'
  | { readonly forbidden: Permission | null }

/** @param fields the fields of the body that need a further permission */
export function expectedFor(
  { role, token }: Caller,
  access: Access | undefined,
  fields: readonly Permission[],
): Expected {
  // Also at public calls, because a token is never sent by accident.
  if (token && role === null) return 'api-token-invalid'
  if (access === 'public') return 'allowed'
  if (role === null) return 'not-signed-in'
  if (access === 'signed-in') return token ? { forbidden: null } : 'allowed'
  if (access === 'customer') return role === 'customer' ? 'allowed' : { forbidden: null }
  if (access === undefined || role === 'customer') return { forbidden: null }
  const missing = [access, ...fields].find((permission) => !rolePermissions[role].has(permission))
  if (missing !== undefined || !token) return missing === undefined ? 'allowed' : { forbidden: missing }
  const unscoped = [access, ...fields].find((permission) => !token.scope?.includes(permission))
  if (unscoped === undefined) return 'allowed'
  return { forbidden: isForTokens(unscoped) ? unscoped : null }
}
