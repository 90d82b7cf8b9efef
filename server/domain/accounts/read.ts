import { desc, eq, type SQL } from 'drizzle-orm'
import type { HostingAccount, PanelUserId } from '#contracts/hosting/schemas.ts'
import type { Operation } from '#contracts/operations/schemas.ts'
import { atOneMoment, type Db, type Tx } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { latestOperations, readOperation } from '../operations/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

export const accountNotFound = () => new Refusal('not-found', 'There is no such hosting account.')

const isWholeNumber = /^[1-9][0-9]{0,14}$/

export const presentPanelUserId = (id: string | null): PanelUserId | null =>
  id !== null && isWholeNumber.test(id) ? Number(id) : id

/** Newest first; at most 500. */
export const readAccounts = (db: Db, where: SQL | undefined): Promise<HostingAccount[]> =>
  atOneMoment(db, (tx) => select(tx, where))

// In one transaction, lest an operation that has just succeeded stands beside the account as it was before.
async function select(tx: Tx, where: SQL | undefined): Promise<HostingAccount[]> {
  const rows = await tx
    .select({ account: hostingAccounts, serverName: servers.name, panelUrl: servers.baseUrl })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(where)
    .orderBy(desc(hostingAccounts.createdAt), desc(hostingAccounts.id))
    .limit(500)
  const latest = await latestOperations(
    tx,
    rows.map(({ account }) => account.id),
  )
  return rows.map(({ account, serverName, panelUrl }) => ({
    id: account.id,
    customerId: account.customerId,
    serverId: account.serverId,
    serverName,
    username: account.username,
    email: account.email,
    status: account.status,
    panelUserId: presentPanelUserId(account.panelUserId),
    verified: account.verified,
    suspendReasons: account.suspendReasons,
    passwordSetByUs: account.passwordSetByUs,
    panelUrl,
    operation: latest.get(account.id) ?? null,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
  }))
}

/** One account, whoever asks: for callers that have checked already. */
export const readAccount = (db: Db, id: string): Promise<HostingAccount> =>
  atOneMoment(db, (tx) => selectOne(tx, id))

async function selectOne(tx: Tx, id: string): Promise<HostingAccount> {
  const [account] = await select(tx, eq(hostingAccounts.id, id))
  if (!account) throw accountNotFound()
  return account
}

export async function getHostingAccount(domain: Domain, call: Call, id: string): Promise<HostingAccount> {
  requireStaff(call)
  return readAccount(domain.database.db, id)
}

/** Newest first; at most 500. */
export async function listHostingAccountsOfCustomer(
  domain: Domain,
  call: Call,
  customerId: string,
): Promise<{ items: HostingAccount[] }> {
  requireStaff(call)
  return { items: await readAccounts(domain.database.db, eq(hostingAccounts.customerId, customerId)) }
}

/** The state that a call which started an operation answers. */
export const readAccountAndOperation = (
  db: Db,
  refs: { accountId: string; operationId: string },
): Promise<{ account: HostingAccount; operation: Operation }> =>
  atOneMoment(db, async (tx) => ({
    account: await selectOne(tx, refs.accountId),
    operation: await readOperation(tx, refs.operationId),
  }))
