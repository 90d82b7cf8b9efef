import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { and, eq, gt, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { StaffRole } from '#contracts/roles.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { apiTokens, users } from './table.ts'

const prefix = 'npb_'
const shape = /^npb_([\w-]{43})([\w-]{6})$/
const useEveryMs = 300_000
const keptForMs = 90 * 86_400_000

function checksumOf(random: string): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(random))
  return bytes.toString('base64url')
}

/** Returns a new token: 256 random bits and a checksum, which finds typing errors without the database. */
export function newApiToken(): string {
  const random = randomBytes(32).toString('base64url')
  return `${prefix}${random}${checksumOf(random)}`
}

/** Returns the API token in the Authorization header, or null. Other bearer tokens are for proxies, not for us. */
export function bearerTokenIn(headers: Headers): string | null {
  const [, scheme = '', token = ''] = /^(\S+) +(\S*)$/.exec(headers.get('authorization')?.trim() ?? '') ?? []
  return scheme.toLowerCase() === 'bearer' && token.startsWith(prefix) ? token : null
}

/**
 * Returns the stored form of a token, or null for a text that is no token. A token has 256 random bits, so a fast hash
 * is enough.
 */
export function apiTokenHash(token: string): string | null {
  const [, random = '', checksum = ''] = shape.exec(token) ?? []
  return random !== '' && checksum === checksumOf(random)
    ? createHash('sha256').update(token).digest('base64url')
    : null
}

/** Neither revoked nor expired. */
export const isLiveToken = (now: Date): SQL | undefined =>
  and(isNull(apiTokens.revokedAt), or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)))

/** Records the use of a token, at most every five minutes. */
export async function recordTokenUse(
  db: Queryable,
  { id, lastUsedAt }: { id: string; lastUsedAt: Date | null },
  now: Date,
): Promise<void> {
  if (lastUsedAt !== null && Math.abs(now.getTime() - lastUsedAt.getTime()) < useEveryMs) return
  await db.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, id))
}

/** Returns those tokens that still work, with the current role of their owner. */
export async function findOpenTokens(
  db: Queryable,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, StaffRole | null>> {
  const rows = await db
    .select({ id: apiTokens.id, role: users.staffRole })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(
      and(
        sql`${apiTokens.id} = any(${sql.param([...ids])}::uuid[])`,
        isLiveToken(now),
        eq(users.isActive, true),
      ),
    )
  return new Map(rows.map(({ id, role }) => [id, role]))
}

/** Deletes tokens that were revoked or expired long ago. */
export async function purgeApiTokens(db: Queryable, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptForMs)
  await db.delete(apiTokens).where(or(lt(apiTokens.revokedAt, before), lt(apiTokens.expiresAt, before)))
}
