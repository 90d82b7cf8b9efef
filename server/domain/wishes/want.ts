import { sql } from 'drizzle-orm'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { hostingWishes } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

interface Wanted {
  readonly accountIds: readonly string[]
  readonly caseId: string
  readonly why: string
  readonly at: Date
}

/**
 * Records that billing wants accounts suspended, in the transaction of the dunning step. Accounts that are ended are left
 * out. Returns the number of wishes that are new.
 */
export async function wishSuspension(
  tx: Queryable,
  { accountIds, caseId, why, at }: Wanted,
): Promise<number> {
  if (accountIds.length === 0) return 0
  const ids = sql.join(
    accountIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  const time = sql`${at.toISOString()}::timestamptz`
  const written = await tx.execute(sql`
    insert into ${hostingWishes} (account_id, reason, wanted, settled, case_id, why, since, updated_at)
    select id, 'overdue', true, false, ${caseId}::uuid, ${why}, ${time}, ${time} from ${hostingAccounts}
     where id in (${ids}) and status not in ('terminating', 'terminated')
    on conflict (account_id, reason) do update
      set wanted = true, settled = false, case_id = excluded.case_id, why = excluded.why, since = excluded.since,
          next_try_at = null, updated_at = excluded.updated_at
      where not ${hostingWishes}.wanted
    returning account_id`)
  return rowsOf(written).length
}
