import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { WaitingWish } from '#contracts/dunning/case-schemas.ts'
import { openStatuses } from '#contracts/operations/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import { customers } from '../tables/customers.ts'
import { hostingWishes } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

const mostShown = 200

/** Returns the wishes that are not carried out yet, the longest waiting first. */
export async function waitingWishes(db: Queryable, customerId?: string): Promise<WaitingWish[]> {
  const rows = await db
    .select({
      wish: hostingWishes,
      username: hostingAccounts.username,
      accountStatus: hostingAccounts.status,
      customerId: hostingAccounts.customerId,
      fullName: customers.fullName,
      companyName: customers.companyName,
      operationId: operations.id,
    })
    .from(hostingWishes)
    .innerJoin(hostingAccounts, eq(hostingAccounts.id, hostingWishes.accountId))
    .innerJoin(customers, eq(customers.id, hostingAccounts.customerId))
    .leftJoin(
      operations,
      and(eq(operations.subjectId, hostingAccounts.id), inArray(operations.status, [...openStatuses])),
    )
    .where(
      and(
        sql`not ${hostingWishes.settled}`,
        customerId === undefined ? undefined : eq(hostingAccounts.customerId, customerId),
      ),
    )
    .orderBy(asc(hostingWishes.since), asc(hostingWishes.accountId))
    .limit(mostShown)
  return rows.map(({ wish, fullName, companyName, ...row }) => ({
    accountId: wish.accountId,
    ...row,
    customerName: companyName ?? fullName,
    wanted: wish.wanted,
    why: wish.why,
    since: wish.since.toISOString(),
  }))
}
