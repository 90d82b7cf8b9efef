import { and, eq, isNotNull, lte, sql } from 'drizzle-orm'
import type { Tx } from '#server/platform/database/index.ts'
import type { KeyRotation, Keyring } from '#server/platform/secrets/index.ts'
import type { Domain } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

const context = (accountId: string) => `hosting_accounts.password:${accountId}`

/** The columns that keep a hosting password until the panel has it or it expires. */
export const storedPassword = (
  { keyring, clock, engine }: Pick<Domain, 'keyring' | 'clock' | 'engine'>,
  accountId: string,
  password: string,
) => ({
  passwordSealed: keyring.seal(password, context(accountId)),
  passwordExpiresAt: new Date(clock.now().getTime() + engine.passwordKeptMs),
})

/** Erases hosting passwords that have expired, whatever the state of their accounts. */
export async function wipeExpiredPasswords({
  database,
  clock,
}: Pick<Domain, 'database' | 'clock'>): Promise<void> {
  await database.db
    .update(hostingAccounts)
    .set({ passwordSealed: null })
    .where(
      and(isNotNull(hostingAccounts.passwordSealed), lte(hostingAccounts.passwordExpiresAt, clock.now())),
    )
}

export const openHostingPassword = (keyring: Keyring, accountId: string, sealed: string): string =>
  keyring.open(sealed, context(accountId))

/** Encrypts the next stored passwords with the new key. @returns the number of rows; 0: none is left */
export async function resealPasswords(tx: Tx, { from, to, rowsAtOnce }: KeyRotation): Promise<number> {
  const rows = await tx
    .select({ id: hostingAccounts.id, sealed: hostingAccounts.passwordSealed })
    .from(hostingAccounts)
    .where(sql`split_part(${hostingAccounts.passwordSealed}, '.', 2) = ${from.keyId}`)
    .orderBy(hostingAccounts.id)
    .limit(rowsAtOnce)
    .for('update')
  for (const { id, sealed } of rows)
    await tx
      .update(hostingAccounts)
      .set({ passwordSealed: to.seal(from.open(sealed ?? '', context(id)), context(id)) })
      .where(eq(hostingAccounts.id, id))
  return rows.length
}
