import { eq } from 'drizzle-orm'
import type { DunningState } from '#contracts/dunning/case-schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { closeBillingAlert } from '../alerts/index.ts'
import type { Context } from '../context.ts'
import { dunningBrakes } from '../tables/dunning.ts'
import { countActiveAccounts, lockBrake, suspensionLimit } from './brake.ts'
import { type DunningDay, readDunningDay } from './day.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { countPendingSuspensions } from './run.ts'
import { waitingWishes } from './waiting-wishes.ts'

/** Returns the brake of today, and the wishes that wait. */
export async function getDunningState(ctx: Context): Promise<DunningState> {
  const { db } = ctx.database
  const day = await readDunningDay(ctx.database.db, ctx)
  const [row] = await db.select().from(dunningBrakes).where(eq(dunningBrakes.day, day.today))
  const suspended = row?.suspended ?? 0
  const pending = await pendingSuspensions(ctx, day)
  const active = row?.activeAccounts ?? (await countActiveAccounts(db))
  const limit = suspensionLimit(day.policy.brake, active, row?.confirmed ?? null)
  const stoppedAt = suspended + pending > limit ? (row?.stoppedAt ?? null) : null
  return {
    isEnabled: day.policy.isEnabled,
    brake: {
      day: day.today,
      suspended,
      pending,
      limit,
      stoppedAt: stoppedAt?.toISOString() ?? null,
      toConfirm: stoppedAt === null ? null : suspended + pending,
    },
    wishes: await waitingWishes(db),
  }
}

const pendingSuspensions = (ctx: Context, day: DunningDay): Promise<number> =>
  oneAtATime(ctx.database, `pending ${day.today} ${day.policy.updatedAt}`, () =>
    countPendingSuspensions(ctx, day),
  )

/**
 * Confirms the number of suspensions of today. The next sweep continues them. Above the confirmed number the brake stops again.
 * @throws {Refusal} wrong-state if nothing is stopped, or preview-changed if the number is another one now
 */
export async function confirmBrake(
  ctx: Context,
  { accounts }: { readonly accounts: number },
): Promise<DunningState> {
  const { brake } = await getDunningState(ctx)
  if (brake.toConfirm === null)
    throw new Refusal('wrong-state', 'The suspensions of today are not stopped. Nothing was changed.')
  if (accounts !== brake.toConfirm)
    throw fieldRefusal(
      'preview-changed',
      'accounts',
      'invalid',
      `${brake.toConfirm} accounts would be suspended today, not ${accounts}. Nothing was changed. Check the list again, and confirm the number.`,
    )
  await ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
    const day = brake.day
    const row = await lockBrake(tx, localDate(day), at)
    await tx
      .update(dunningBrakes)
      .set({ confirmed: accounts, confirmedBy: ctx.actor.name, stoppedAt: null, updatedAt: at })
      .where(eq(dunningBrakes.day, day))
    await closeBillingAlert(tx, ctx, 'suspensions-stopped', at)
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'dunning.confirm-suspensions',
      subject: { kind: 'installation', id: ctx.installation.id },
      before: { confirmed: row.confirmed, suspended: row.suspended },
      after: { confirmed: accounts, day },
      requestId: ctx.requestId,
    })
  })
  return getDunningState(ctx)
}
