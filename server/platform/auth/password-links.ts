import { createHash } from 'node:crypto'
import { and, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { StaffRole } from '#contracts/roles.ts'
import { insertFrom, type Queryable } from '#server/platform/database/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { passwordLinks, users } from './table.ts'

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/**
 * Returns the token that opens the link, derived from its id and this installation's secret. A replay of the
 * call that created it can therefore return the same link, although only its hash is stored.
 */
export const passwordLinkToken = (keyring: Keyring, id: string): string =>
  Buffer.from(keyring.mac('password-link', id), 'hex').toString('base64url')

export interface NewPasswordLink {
  readonly id: string
  readonly userId: string
  readonly token: string
  readonly expiresAt: Date
  readonly at: Date
}

/** Returns the link of a new login as a part of the statement that writes the login. */
export const passwordLinkPart = ({ token, at, ...link }: NewPasswordLink, source: SQL): SQL =>
  insertFrom(passwordLinks, { ...link, tokenHash: hashOf(token), createdAt: at }, source)

/** Replaces the user's earlier link. */
export async function insertPasswordLink(tx: Queryable, link: NewPasswordLink): Promise<void> {
  await tx.delete(passwordLinks).where(eq(passwordLinks.userId, link.userId))
  await tx.execute(passwordLinkPart(link, sql`(select 1) one`))
}

export interface FoundPasswordLink {
  readonly id: string
  readonly userId: string
  readonly email: string
  readonly name: string
  /** Null for a customer. */
  readonly staffRole: StaffRole | null
  readonly expiresAt: Date
}

/**
 * Returns a link that can still be used, or null if it was used, replaced, has expired or never existed, or its
 * owner is inactive.
 */
export async function findPasswordLink(
  db: Queryable,
  by: { token: string } | { id: string },
  now: Date,
): Promise<FoundPasswordLink | null> {
  const it = 'token' in by ? eq(passwordLinks.tokenHash, hashOf(by.token)) : eq(passwordLinks.id, by.id)
  const [found] = await db
    .select({
      id: passwordLinks.id,
      userId: users.id,
      email: users.email,
      name: users.name,
      staffRole: users.staffRole,
      expiresAt: passwordLinks.expiresAt,
    })
    .from(passwordLinks)
    .innerJoin(users, eq(users.id, passwordLinks.userId))
    .where(and(it, gt(passwordLinks.expiresAt, now), eq(users.isActive, true)))
  return found ?? null
}

/** Uses a link up. If two requests try at once, only one gets true. */
export async function takePasswordLink(tx: Queryable, id: string): Promise<boolean> {
  const taken = await tx
    .delete(passwordLinks)
    .where(eq(passwordLinks.id, id))
    .returning({ id: passwordLinks.id })
  return taken.length > 0
}
