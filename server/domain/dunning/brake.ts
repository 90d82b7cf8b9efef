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

/** One whose unsuspension is under way counts: it becomes active before it is suspended again. */
const wouldChange = and(
  notInArray(hostingAccounts.status, ['terminating', 'terminated']),
  sql`not (${hostingAccounts.status} = 'suspended' and ${hostingAccounts.suspendReasons} - 'overdue' <> '[]')`,
  isNull(hostingWishes.accountId),
)
const suspensionWish = and(eq(hostingWishes.accountId, hostingAccounts.id), hostingWishes.wanted)

/** Returns the number of accounts that a suspension would change. The limit is a share of it. */
export async function countActiveAccounts(db: Queryable): Promise<number> {
  const [row] = await db
    .select({ active: sql<number>`count(*)::int` })
    .from(hostingAccounts)
    .leftJoin(hostingWishes, suspensionWish)
    .where(and(wouldChange, inArray(hostingAccounts.status, ['active', 'suspended'])))
  return row?.active ?? 0
}

/**
 * Returns those of the accounts that a suspension would change: neither wished yet, nor suspended for another reason. The
 * others do not count against the limit.
 */
export async function newlySuspended(db: Queryable, accountIds: readonly string[]): Promise<string[]> {
  if (accountIds.length === 0) return []
  const rows = await db
    .select({ id: hostingAccounts.id })
    .from(hostingAccounts)
    .leftJoin(hostingWishes, suspensionWish)
    .where(and(inArray(hostingAccounts.id, [...accountIds]), wouldChange))
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

/** Counts the active accounts of the day again. The number never falls: those that were suspended on the day belong to it. */
async function growActiveAccounts(
  tx: Queryable,
  { day, activeAccounts, suspended }: BrakeRow,
): Promise<number> {
  const active = Math.max(activeAccounts, suspended + (await countActiveAccounts(tx)))
  if (active > activeAccounts)
    await tx.update(dunningBrakes).set({ activeAccounts: active }).where(eq(dunningBrakes.day, day))
  return active
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
  const total = brake.suspended + accounts
  if (total <= suspensionLimit(limits, brake.activeAccounts, brake.confirmed)) return true
  // Accounts that became active since the row was written count, too.
  const activeAccounts = brake.stoppedAt === null ? await growActiveAccounts(tx, brake) : brake.activeAccounts
  const limit = suspensionLimit(limits, activeAccounts, brake.confirmed)
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
