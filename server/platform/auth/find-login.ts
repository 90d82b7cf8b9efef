import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { credentials, knownAddresses, users } from './table.ts'

/** A login as it was read: a session begins only if it is still the same. */
export interface FoundLogin {
  readonly userId: string
  readonly role: (typeof users.$inferSelect)['role']
  readonly email: string
  readonly name: string
  readonly isActive: boolean
  readonly credentialId: string
  readonly passwordHash: string
  /** A sign-in by password needs a code of an authenticator app, or a recovery code. */
  readonly twoFactor: boolean
  /** It has signed in from this address in the past 90 days. */
  readonly isKnownAddress: boolean
}

/** @returns null if no login has this email or id, or it has no password */
export async function findLogin(
  db: Queryable,
  { addressKey, ...by }: { addressKey: string } & ({ email: string } | { userId: string }),
): Promise<FoundLogin | null> {
  const [found] = await db
    .select({
      userId: users.id,
      role: users.role,
      email: users.email,
      name: users.name,
      isActive: users.isActive,
      credentialId: credentials.id,
      passwordHash: credentials.password,
      twoFactor: users.twoFactor,
      isKnownAddress: sql<boolean>`${knownAddresses.address} is not null`,
    })
    .from(users)
    .innerJoin(credentials, and(eq(credentials.userId, users.id), eq(credentials.providerId, 'credential')))
    .leftJoin(
      knownAddresses,
      and(eq(knownAddresses.userId, users.id), eq(knownAddresses.address, addressKey)),
    )
    .where('email' in by ? eq(users.email, by.email.toLowerCase()) : eq(users.id, by.userId))
  return found?.passwordHash == null ? null : { ...found, passwordHash: found.passwordHash }
}
