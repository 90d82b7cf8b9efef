import { and, eq, isNotNull, lte, sql } from 'drizzle-orm'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { type KeyRotation, type Keyring, SealError } from '#server/platform/secrets/index.ts'
import type { Domain } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { contextAt, type PanelAddress } from './panel-address.ts'

/** An account whose hosting password may be stored. */
interface Waiting {
  readonly id: string
  readonly passwordSealed: string | null
}

const context = (accountId: string) => `hosting_accounts.password:${accountId}`

/** Returns a hosting password, sealed for one account at one address. */
export const sealHostingPassword = (
  keyring: Keyring,
  accountId: string,
  server: PanelAddress,
  password: string,
): string => keyring.seal(password, contextAt(context(accountId), server))

/**
 * The columns that keep a hosting password until the panel has it or it expires. It opens only for the
 * address that the server has now.
 */
export const storedPassword = (
  { keyring, clock, engine }: Pick<Domain, 'keyring' | 'clock' | 'engine'>,
  accountId: string,
  server: PanelAddress,
  password: string,
) => ({
  passwordSealed: sealHostingPassword(keyring, accountId, server, password),
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

/**
 * Returns a stored hosting password. Null: none is stored, it was entered for another address of the server,
 * or it was sealed with another SECRET_KEY. Staff must then enter one.
 */
export function openHostingPassword(keyring: Keyring, account: Waiting, server: PanelAddress): string | null {
  if (account.passwordSealed === null) return null
  try {
    return keyring.open(account.passwordSealed, contextAt(context(account.id), server))
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

/** Opens the password of an earlier version. @throws {SealError} */
export const openEarlierHostingPassword = (keyring: Keyring, accountId: string, sealed: string): string =>
  keyring.openEarlier(sealed, context(accountId))

/** Locks the accounts of a server whose passwords wait. Lock order: accounts before their server. */
export const lockWaitingPasswords = (tx: Queryable, serverId: string) =>
  tx
    .select({ id: hostingAccounts.id, passwordSealed: hostingAccounts.passwordSealed })
    .from(hostingAccounts)
    .where(and(eq(hostingAccounts.serverId, serverId), isNotNull(hostingAccounts.passwordSealed)))
    .orderBy(hostingAccounts.id)
    .for('no key update')

/** Seals waiting passwords for another address. Those that do not open at the first one stay as they are. */
export async function moveWaitingPasswords(
  tx: Queryable,
  keyring: Keyring,
  { accounts, from, to }: { accounts: readonly Waiting[]; from: PanelAddress; to: PanelAddress },
): Promise<void> {
  for (const account of accounts) {
    const password = openHostingPassword(keyring, account, from)
    if (password === null) continue
    await tx
      .update(hostingAccounts)
      .set({ passwordSealed: sealHostingPassword(keyring, account.id, to, password) })
      .where(eq(hostingAccounts.id, account.id))
  }
}

/**
 * Encrypts the next waiting passwords with the new key. One that does not open at the server's address is erased:
 * staff are asked for it when it is needed.
 * @returns the number of rows; 0: none is left
 */
export async function resealPasswords(tx: Tx, { from, to, rowsAtOnce }: KeyRotation): Promise<number> {
  const rows = await tx
    .select({ account: hostingAccounts, server: servers })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(sql`split_part(${hostingAccounts.passwordSealed}, '.', 2) = ${from.keyId}`)
    .orderBy(hostingAccounts.id)
    .limit(rowsAtOnce)
    .for('update', { of: hostingAccounts })
  for (const { account, server } of rows) {
    const password = openHostingPassword(from, account, server)
    await tx
      .update(hostingAccounts)
      .set({
        passwordSealed: password === null ? null : sealHostingPassword(to, account.id, server, password),
      })
      .where(eq(hostingAccounts.id, account.id))
  }
  return rows.length
}
