import { and, eq, inArray, isNotNull, lt, ne, or, sql } from 'drizzle-orm'
import { users } from '#server/platform/auth/table.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { ServerWithSlots } from '../servers/index.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { importRows } from '../tables/imports.ts'

/** A login that has the email of a row. */
export interface KnownLogin {
  readonly role: 'staff' | 'customer'
  readonly customer: {
    readonly id: string
    readonly fullName: string
    readonly companyName: string | null
  } | null
}

/** An account that holds its slot and names. */
export interface HeldAccount {
  readonly id: string
  readonly customerId: string
  readonly serverId: string
  readonly username: string
  readonly email: string
  readonly panelUserId: string | null
}

/** The state of the database for a batch of rows. Read again for each batch. */
export interface Facts {
  readonly servers: readonly ServerWithSlots[]
  readonly logins: ReadonlyMap<string, KnownLogin>
  readonly accounts: readonly HeldAccount[]
  /** Hashes of rows that were imported before. */
  readonly imported: ReadonlySet<string>
  /** The first rows of this file, before the batch, by email and by username. */
  readonly earlier: readonly {
    readonly number: number
    readonly email: string | null
    readonly username: string | null
    readonly serverId: string | null
  }[]
}

export interface AskedFor {
  readonly servers: Facts['servers']
  readonly importId: string
  readonly firstNumber: number
  readonly emails: readonly string[]
  /** Usernames, and beginnings of usernames that may be suggested. */
  readonly usernames: readonly string[]
  readonly stems: readonly string[]
  readonly panelUserIds: readonly string[]
  readonly contentHashes: readonly string[]
}

const columns = {
  id: hostingAccounts.id,
  customerId: hostingAccounts.customerId,
  serverId: hostingAccounts.serverId,
  username: hostingAccounts.username,
  email: hostingAccounts.email,
  panelUserId: hostingAccounts.panelUserId,
}

const none = sql`false`
const among = (column: Parameters<typeof inArray>[0], values: readonly string[]) =>
  values.length === 0 ? none : inArray(column, [...values])
/** Stems have letters and digits only, so they are no patterns. */
const beginning = (
  column: typeof hostingAccounts.username | typeof importRows.username,
  stems: readonly string[],
) =>
  stems.length === 0 ? none : sql`${column} like any(${sql.param(stems.map((stem) => `${stem}%`))}::text[])`

export async function readFacts(db: Queryable, asked: AskedFor): Promise<Facts> {
  const { emails, usernames, stems, panelUserIds, contentHashes, importId, firstNumber } = asked
  const loginRows = await db
    .select({
      email: users.email,
      role: users.role,
      customerId: customers.id,
      fullName: customers.fullName,
      companyName: customers.companyName,
    })
    .from(users)
    .leftJoin(customers, eq(customers.userId, users.id))
    .where(among(users.email, emails))
  const customerIds = loginRows.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]))
  const accounts = await db
    .select(columns)
    .from(hostingAccounts)
    .where(
      and(
        hostingAccounts.holdsSlot,
        or(
          among(hostingAccounts.username, usernames),
          beginning(hostingAccounts.username, stems),
          among(hostingAccounts.email, emails),
          among(hostingAccounts.customerId, customerIds),
          among(hostingAccounts.panelUserId, panelUserIds),
        ),
      ),
    )
  const imported = await db
    .select({ contentHash: importRows.contentHash })
    .from(importRows)
    .where(and(among(importRows.contentHash, contentHashes), inArray(importRows.state, ['running', 'done'])))
  const earlier = await db
    .select({
      number: importRows.number,
      email: importRows.email,
      username: importRows.username,
      serverId: importRows.serverId,
    })
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, importId),
        lt(importRows.number, firstNumber),
        ne(importRows.state, 'invalid'),
        or(
          among(importRows.email, emails),
          and(
            isNotNull(importRows.username),
            or(among(importRows.username, usernames), beginning(importRows.username, stems)),
          ),
        ),
      ),
    )
    .orderBy(importRows.number)
  return {
    servers: asked.servers,
    logins: new Map(
      loginRows.map(({ email, role, customerId, fullName, companyName }) => [
        email,
        {
          role,
          customer:
            customerId === null || fullName === null ? null : { id: customerId, fullName, companyName },
        },
      ]),
    ),
    accounts,
    imported: new Set(imported.map(({ contentHash }) => contentHash ?? '')),
    earlier,
  }
}
