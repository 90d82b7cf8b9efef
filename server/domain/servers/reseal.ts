import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#server/platform/database/index.ts'
import type { KeyRotation } from '#server/platform/secrets/index.ts'
import { servers } from '../tables/servers.ts'
import { openKey, sealKey } from './connection.ts'

/** Encrypts the next API keys with the new key. @returns the number of rows; 0: none is left */
export async function resealServerKeys(tx: Tx, { from, to, rowsAtOnce }: KeyRotation): Promise<number> {
  const rows = await tx
    .select()
    .from(servers)
    .where(sql`split_part(${servers.apiKeySealed}, '.', 2) = ${from.keyId}`)
    .orderBy(servers.id)
    .limit(rowsAtOnce)
    .for('update')
  for (const row of rows)
    await tx
      .update(servers)
      .set(sealKey(to, row.id, openKey(from, row)))
      .where(eq(servers.id, row.id))
  return rows.length
}
