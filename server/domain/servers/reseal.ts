import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#server/platform/database/index.ts'
import { type KeyRotation, type Keyring, SealError } from '#server/platform/secrets/index.ts'
import { openServerKey } from '../sealing/index.ts'
import { servers } from '../tables/servers.ts'
import { type ServerRow, sealKey } from './connection.ts'

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
      .set(resealed(row, from, to))
      .where(eq(servers.id, row.id))
  return rows.length
}

/** A key that cannot be decrypted, for example of a changed row, would stop every rotation. Staff enter it again. */
function resealed(row: ServerRow, from: Keyring, to: Keyring): Partial<ServerRow> {
  try {
    return sealKey(to, row, openServerKey(from, row))
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    return {
      ...sealKey(to, row, { apiKey: '', apiSecret: '' }),
      status: 'needs-operator',
      statusMessage: 'Its API key could not be decrypted. Enter API key and secret again.',
    }
  }
}
