import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { openStatuses } from '#contracts/operations/states.ts'
import { systemActor } from '#server/platform/auth/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { clockToleranceMs } from '#server/work/index.ts'
import { operations } from '#server/work/table.ts'
import { contextOf, type Domain } from '../context.ts'
import { changeReasons } from '../hosting/index.ts'
import { hostingWishes } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

/** A payment starts an unsuspend within about this time. The sweep reads one small index. */
export const wishTickMs = 1000
const atOnce = 100
/** After an operation that failed, and after a refusal. */
const retryMs = 15 * 60_000

const open = sql.join(
  openStatuses.map((status) => sql`${status}`),
  sql`, `,
)
const hasOpenOperation = sql`exists (select 1 from ${operations} where subject_id = account.id and status in (${open}))`
const carries = sql`(account.suspend_reasons ? wish.reason)`

const due = z.object({
  account_id: z.string(),
  wanted: z.boolean(),
  why: z.string(),
})

/**
 * Starts the operations that wishes need, by the functions that staff use. An account with an open operation, or one that is
 * pending or unknown, waits. A wish is settled when the account carries the reason as wished.
 */
export async function carryOutWishes(domain: Domain): Promise<void> {
  const { database, clock } = domain
  const now = sql`${clock.now().toISOString()}::timestamptz`
  // Later than any wait: the clock was set back since.
  const tooFar = sql`${new Date(clock.now().getTime() + retryMs + clockToleranceMs).toISOString()}::timestamptz`
  await database.db.execute(sql`
    update ${hostingWishes} wish set settled = true, updated_at = ${now} from ${hostingAccounts} account
     where not wish.settled and account.id = wish.account_id and not ${hasOpenOperation}
       and (account.status = 'terminated' or account.status in ('active', 'suspended') and wish.wanted = ${carries})`)
  const rows = await database.db.execute(sql`
    select wish.account_id, wish.wanted, wish.why from ${hostingWishes} wish
      join ${hostingAccounts} account on account.id = wish.account_id
     where not wish.settled and (wish.next_try_at is null or wish.next_try_at <= ${now} or wish.next_try_at > ${tooFar})
       and account.status in ('active', 'suspended') and not ${hasOpenOperation}
     order by wish.since, wish.account_id limit ${atOnce}`)
  for (const row of rowsOf(rows)) await carryOut(domain, due.parse(row))
}

class WishChanged extends Error {}

async function carryOut(domain: Domain, wish: z.infer<typeof due>): Promise<void> {
  const { account_id: id, wanted, why } = wish
  const nextTryAt = new Date(domain.clock.now().getTime() + retryMs)
  const ctx = contextOf(domain, {
    actor: systemActor('dunning'),
    requestId: null,
    idempotency: null,
    waitMs: 0,
    // The operation and the mark of the wish are committed together. A wish that changed since then starts nothing.
    beside: async (tx) => {
      if (!(await postpone(tx, id, wanted, nextTryAt))) throw new WishChanged()
    },
  })
  const verb = wanted
    ? ({ kind: 'suspend', title: 'Suspend' } as const)
    : ({ kind: 'unsuspend', title: 'Unsuspend' } as const)
  try {
    await changeReasons(ctx, { ...verb, id, reason: 'overdue', note: why, byWish: true })
  } catch (error) {
    if (error instanceof WishChanged) return
    if (!(error instanceof Refusal)) {
      domain.log.error(
        { err: error, accountId: id },
        'A wish of dunning was not carried out. It is tried again.',
      )
    }
    await postpone(domain.database.db, id, wanted, nextTryAt)
  }
}

async function postpone(
  db: Queryable,
  accountId: string,
  wanted: boolean,
  nextTryAt: Date,
): Promise<boolean> {
  const changed = await db
    .update(hostingWishes)
    .set({ nextTryAt })
    .where(
      and(
        eq(hostingWishes.accountId, accountId),
        eq(hostingWishes.reason, 'overdue'),
        eq(hostingWishes.wanted, wanted),
        eq(hostingWishes.settled, false),
      ),
    )
    .returning({ accountId: hostingWishes.accountId })
  return changed.length > 0
}
