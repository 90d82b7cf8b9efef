import { createHash } from 'node:crypto'
import { and, eq, gt } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { passwordLinks, users } from './table.ts'

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/**
 * What opens the link, made from its id and this installation's secret: a replay of the call that made it can answer the
 * same one, though only its hash is stored.
 */
export const passwordLinkToken = (keyring: Keyring, id: string): string =>
  Buffer.from(keyring.mac('password-link', id), 'hex').toString('base64url')

/** Replaces whatever link that person had. */
export async function insertPasswordLink(
  tx: Queryable,
  link: { id: string; userId: string; token: string; expiresAt: Date; at: Date },
): Promise<void> {
  const { id, userId, token, expiresAt, at } = link
  await tx.delete(passwordLinks).where(eq(passwordLinks.userId, userId))
  await tx.insert(passwordLinks).values({ id, userId, tokenHash: hashOf(token), expiresAt, createdAt: at })
}

export interface FoundPasswordLink {
  readonly id: string
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly expiresAt: Date
}

/** A link that can still be used; null for one that was used, replaced, has expired or never was. */
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
      expiresAt: passwordLinks.expiresAt,
    })
    .from(passwordLinks)
    .innerJoin(users, eq(users.id, passwordLinks.userId))
    .where(and(it, gt(passwordLinks.expiresAt, now)))
  return found ?? null
}

/** Uses a link up: of two who try at once one is told true. */
export async function takePasswordLink(tx: Queryable, id: string): Promise<boolean> {
  const taken = await tx
    .delete(passwordLinks)
    .where(eq(passwordLinks.id, id))
    .returning({ id: passwordLinks.id })
  return taken.length > 0
}
