import { and, isNotNull, lte } from 'drizzle-orm'
import type { Keyring } from '#server/platform/secrets/index.ts'
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
