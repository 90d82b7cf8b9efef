import { eq, isNotNull, isNull } from 'drizzle-orm'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Database, Tx } from '#server/platform/database/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { isSealedNow, type Keyring, SealError } from '#server/platform/secrets/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { openEarlierHostingPassword, sealHostingPassword } from './hosting-password.ts'
import { openEarlierServerKey, sealServerKey } from './server-key.ts'

/**
 * Seals the secrets of an earlier version for the address that each server has at this start. Runs once for
 * an installation, and only if no secret is sealed for an address yet. Otherwise a copied value of the earlier
 * version, put beside another address, would be accepted at the next start.
 */
export async function bindEarlierSecrets(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  keyring: Keyring,
): Promise<void> {
  await database.db.transaction(async (tx) => {
    const [row] = await tx.select({ boundAt: installation.secretsBoundAt }).from(installation).for('update')
    if (!row || row.boundAt !== null) return
    await bindAll(tx, keyring)
    await tx.update(installation).set({ secretsBoundAt: clock.now() })
  })
}

async function bindAll(tx: Tx, keyring: Keyring): Promise<void> {
  const known = await tx.select().from(servers).where(isNull(servers.removedAt))
  const waiting = await tx
    .select({ id: hostingAccounts.id, sealed: hostingAccounts.passwordSealed, server: servers })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(isNotNull(hostingAccounts.passwordSealed))
  const sealed = [
    ...known.flatMap(({ apiKeySealed, apiSecretSealed }) => [apiKeySealed, apiSecretSealed]),
    ...waiting.map((account) => account.sealed ?? ''),
  ]
  if (sealed.some(isSealedNow)) return
  for (const server of known) {
    const key = readable(() => openEarlierServerKey(keyring, server))
    if (key !== null)
      await tx
        .update(servers)
        .set(sealServerKey(keyring, server, key))
        .where(eq(servers.id, server.id))
  }
  for (const { id, sealed: password, server } of waiting) {
    const plain = readable(() => openEarlierHostingPassword(keyring, id, password ?? ''))
    if (plain !== null)
      await tx
        .update(hostingAccounts)
        .set({ passwordSealed: sealHostingPassword(keyring, id, server, plain) })
        .where(eq(hostingAccounts.id, id))
  }
}

/** A secret that cannot be read stays as it is: its use then says what to enter again. */
function readable<T>(open: () => T): T | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
