import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '#server/platform/database/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { type AuditKey, auditKeyOf } from './chain.ts'

/** The place to which the stored audit key is bound. */
export const auditKeyContext = (installationId: string): string => `installation.audit_key:${installationId}`

/**
 * Returns the key of the hash chain, or null before the first start that needs one. It is random and stored
 * encrypted, so that a rotation of SECRET_KEY keeps the chain. Without SECRET_KEY it can be neither read nor
 * replaced by a known one.
 */
export async function findAuditKey(db: Db, keyring: Keyring): Promise<AuditKey | null> {
  const [row] = await db
    .select({ id: installation.id, sealed: installation.auditKeySealed })
    .from(installation)
  if (!row?.sealed) return null
  return auditKeyOf(Buffer.from(keyring.open(row.sealed, auditKeyContext(row.id)), 'base64url'))
}

/** As {@link findAuditKey}, but creates the key if there is none. Safe if several processes start at once. */
export async function openAuditKey(db: Db, keyring: Keyring): Promise<AuditKey> {
  const existing = await findAuditKey(db, keyring)
  if (existing) return existing
  const [row] = await db.select({ id: installation.id }).from(installation)
  if (!row) throw new Error('The installation row is missing.')
  const auditKeySealed = keyring.seal(randomBytes(32).toString('base64url'), auditKeyContext(row.id))
  await db
    .update(installation)
    .set({ auditKeySealed })
    .where(and(eq(installation.id, row.id), isNull(installation.auditKeySealed)))
  const created = await findAuditKey(db, keyring)
  if (!created) throw new Error('The audit key is missing although it was just written.')
  return created
}
