import { desc, eq, type SQL, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { HostingAccount, PanelUserId } from '#contracts/hosting/schemas.ts'
import type { Operation } from '#contracts/operations/schemas.ts'
import { atOneMoment, type Db, type Tx } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { type AccountRow, accountNotFound, operationNotFound } from './lock.ts'
import {
  latestOperations,
  operationColumns,
  presentOperation,
  presentTimeline,
  type SelectedOperation,
  timelineColumn,
} from './operation-view.ts'

const isWholeNumber = /^[1-9][0-9]{0,14}$/

export const presentPanelUserId = (id: string | null): PanelUserId | null =>
  id !== null && isWholeNumber.test(id) ? Number(id) : id

const presentAccount = (
  account: AccountRow,
  { serverName, panelUrl }: { serverName: string; panelUrl: string },
): Omit<HostingAccount, 'operation'> => ({
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
  placement: account.placement,
  passwordSetByUs: account.passwordSetByUs,
  panelUrl,
  createdAt: account.createdAt.toISOString(),
  updatedAt: account.updatedAt.toISOString(),
})

/** Newest first; at most 500. */
export const readAccounts = (db: Db, where: SQL | undefined): Promise<HostingAccount[]> =>
  atOneMoment(db, (tx) => select(tx, where))

// One transaction. Otherwise an operation that has just succeeded could be returned with the account's
// earlier state.
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
  return rows.map(({ account, ...server }) => ({
    ...presentAccount(account, server),
    operation: latest.get(account.id) ?? null,
  }))
}

/** Returns one account. The caller has checked the access. */
export async function readAccount(db: Db, id: string): Promise<HostingAccount> {
  const [account] = await readAccounts(db, eq(hostingAccounts.id, id))
  if (!account) throw accountNotFound()
  return account
}

export async function getHostingAccount(ctx: Context, { id }: ById): Promise<HostingAccount> {
  return readAccount(ctx.database.db, id)
}

/** Newest first; at most 500. @throws {Refusal} not-found for an unknown customer */
export async function listHostingAccountsOfCustomer(
  ctx: Context,
  { id }: ById,
): Promise<{ items: HostingAccount[] }> {
  const { db } = ctx.database
  const [customer] = await db.select({ id: customers.id }).from(customers).where(eq(customers.id, id))
  if (!customer) throw new Refusal('not-found', 'Customer not found. See the Customers page.')
  return { items: await readAccounts(db, eq(hostingAccounts.customerId, id)) }
}

/** Returns account and operation in one row, so that both are from one moment. */
export const accountAndOperationColumns = {
  account: hostingAccounts,
  serverName: servers.name,
  panelUrl: servers.baseUrl,
  ...operationColumns,
  timeline: timelineColumn,
  /** The caller of a replayed request may ask for an operation that later ones have followed. */
  isLatest: sql<boolean>`not exists (select 1 from ${operations} later where later.subject_id = ${operations.subjectId}
    and (later.created_at, later.id) > (${operations.createdAt}, ${operations.id}))`,
}

type AccountAndOperationRow = SelectedOperation & {
  readonly account: AccountRow
  readonly serverName: string
  readonly panelUrl: string
  readonly timeline: Parameters<typeof presentTimeline>[0]
}

export function presentAccountAndOperation(row: AccountAndOperationRow): {
  account: HostingAccount
  operation: Operation
} {
  const summary = presentOperation(row)
  return {
    account: { ...presentAccount(row.account, row), operation: summary },
    operation: { ...summary, timeline: presentTimeline(row.timeline) },
  }
}

/** Returns the state for the response of a call that started an operation. */
export async function readAccountAndOperation(
  db: Db,
  operationId: string,
): Promise<{ account: HostingAccount; operation: Operation }> {
  const [row] = await db
    .select(accountAndOperationColumns)
    .from(operations)
    .innerJoin(hostingAccounts, eq(hostingAccounts.id, operations.subjectId))
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(eq(operations.id, operationId))
  if (!row) throw operationNotFound()
  const read = presentAccountAndOperation(row)
  return row.isLatest ? read : { ...read, account: await readAccount(db, row.account.id) }
}
