import { and, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import type { DunningPolicy } from '#contracts/dunning/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { openBillingAlert } from '../alerts/index.ts'
import type { Domain } from '../context.ts'
import { dunningBrakes, hostingWishes } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

type Limits = DunningPolicy['brake']
const percent = 100n

type BrakeRow = typeof dunningBrakes.$inferSelect

/**
 * Returns how many accounts may be suspended on a day without a confirmation. One always may: in a small installation,
 * any account is more than a small share.
 */
export const suspensionLimit = (
  { mostPercent, mostAccounts }: Limits,
  activeAccounts: number,
  confirmed: number | null,
): number => {
  const share = (BigInt(activeAccounts) * BigInt(mostPercent)) / percent
  return Math.max(confirmed ?? 0, Math.min(mostAccounts, Math.max(1, Number.parseInt(share.toString(), 10))))
}

export async function countActiveAccounts(db: Queryable): Promise<number> {
  const [row] = await db
    .select({ active: sql<number>`count(*)::int` })
    .from(hostingAccounts)
    .where(eq(hostingAccounts.status, 'active'))
  return row?.active ?? 0
}

/**
 * Returns those of the accounts that a suspension would change: neither wished yet, nor suspended for another reason. The
 * others do not count against the limit, which is a share of the active accounts.
 */
export async function newlySuspended(db: Queryable, accountIds: readonly string[]): Promise<string[]> {
  if (accountIds.length === 0) return []
  const rows = await db
    .select({ id: hostingAccounts.id })
    .from(hostingAccounts)
    .leftJoin(hostingWishes, and(eq(hostingWishes.accountId, hostingAccounts.id), hostingWishes.wanted))
    .where(
      and(
        inArray(hostingAccounts.id, [...accountIds]),
        notInArray(hostingAccounts.status, ['terminating', 'terminated']),
        // One whose unsuspension is under way counts: it becomes active before it is suspended again.
        sql`not (${hostingAccounts.status} = 'suspended' and ${hostingAccounts.suspendReasons} - 'overdue' <> '[]')`,
        isNull(hostingWishes.accountId),
      ),
    )
  return rows.map(({ id }) => id)
}

/** Locks the row of the day until the transaction ends. Lock it after the customer. */
export async function lockBrake(tx: Queryable, day: LocalDate, at: Date): Promise<BrakeRow> {
  const locked = () => tx.select().from(dunningBrakes).where(eq(dunningBrakes.day, day)).for('update')
  const [known] = await locked()
  if (known) return known
  const activeAccounts = await countActiveAccounts(tx)
  await tx.insert(dunningBrakes).values({ day, activeAccounts, updatedAt: at }).onConflictDoNothing()
  const [created] = await locked()
  if (!created) throw new Error(`There is no row of the brake for ${day}.`)
  return created
}

interface Wanted {
  readonly day: LocalDate
  readonly limits: Limits
  /** Suspensions that are due now, besides those that were requested on this day. */
  readonly accounts: number
  readonly at: Date
}

/**
 * Returns whether the accounts may be suspended today. If not, it stops the suspensions of the day and raises an
 * alert. It counts nothing.
 */
export async function passesBrake(
  tx: Queryable,
  domain: Domain,
  { day, limits, accounts, at }: Wanted,
): Promise<boolean> {
  if (accounts === 0) return true
  const brake = await lockBrake(tx, day, at)
  const limit = suspensionLimit(limits, brake.activeAccounts, brake.confirmed)
  const total = brake.suspended + accounts
  if (total <= limit) return true
  if (brake.stoppedAt === null)
    await tx.update(dunningBrakes).set({ stoppedAt: at, updatedAt: at }).where(eq(dunningBrakes.day, day))
  await openBillingAlert(
    tx,
    domain,
    {
      cause: 'suspensions-stopped',
      customerId: null,
      message: `Dunning would suspend ${total} hosting accounts on ${day}. At most ${limit} may be suspended on one day without a confirmation.`,
      done: 'No further account is suspended. Reminders are still sent.',
      remedy:
        'Check the list on the Dunning page. Then confirm the number there, or place the cases on hold.',
      page: '/dunning',
    },
    at,
  )
  return false
}

/** Counts suspensions that were requested. The caller holds the lock of the day. */
export async function countSuspensions(
  tx: Queryable,
  day: LocalDate,
  accounts: number,
  at: Date,
): Promise<void> {
  if (accounts === 0) return
  await tx
    .update(dunningBrakes)
    .set({ suspended: sql`suspended + ${accounts}`, updatedAt: at })
    .where(eq(dunningBrakes.day, day))
}
