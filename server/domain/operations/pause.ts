import { isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { EngineState, pauseReason } from '#contracts/engine/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { wakeAll } from '#server/work/index.ts'
import { enginePauses } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { servers } from '../tables/servers.ts'

type Pause = typeof enginePauses.$inferSelect

const present = (pause: Pause | undefined): EngineState => ({
  paused: pause !== undefined,
  reason: pause?.reason ?? null,
  since: pause?.startedAt.toISOString() ?? null,
  by: pause?.startedBy ?? null,
})

const readPause = async (db: Queryable): Promise<Pause | undefined> =>
  (await db.select().from(enginePauses).where(isNull(enginePauses.endedAt)))[0]

export async function getEngine(ctx: Context): Promise<EngineState> {
  return present(await readPause(ctx.database.db))
}

/** The value that an idempotency key is bound to. The action runs once and has no result to return. */
const nothing = z.object({})

/** No operation runs on any server until staff resume them. Running operations finish their current step. */
export async function pauseEngine(
  ctx: Context,
  { reason }: z.infer<typeof pauseReason> = {},
): Promise<EngineState> {
  const { clock, database } = ctx
  await database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs: nothing, clock }, async () => {
      const [pause] = await tx
        .insert(enginePauses)
        .values({
          id: newId(),
          reason: reason || null,
          startedBy: ctx.actor.name,
          startedAt: clock.now(),
        })
        .onConflictDoNothing()
        .returning()
      if (pause) await recordPause(tx, ctx, 'engine.pause', pause, pause.startedAt)
      return {}
    }),
  )
  return getEngine(ctx)
}

export async function resumeEngine(ctx: Context): Promise<EngineState> {
  const { clock, database } = ctx
  await database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs: nothing, clock }, async () => {
      const at = clock.now()
      const [pause] = await tx
        .update(enginePauses)
        .set({ endedAt: at, endedBy: ctx.actor.name })
        .where(isNull(enginePauses.endedAt))
        .returning()
      if (!pause) return {}
      // Time limits of operations exclude the time on hold.
      await tx.update(servers).set({ resumedAt: at }).where(isNull(servers.removedAt))
      await recordPause(tx, ctx, 'engine.resume', pause, at)
      return {}
    }),
  )
  wakeAll(ctx)
  return getEngine(ctx)
}

const recordPause = (
  tx: Queryable,
  ctx: Context,
  action: 'engine.pause' | 'engine.resume',
  pause: Pause,
  at: Date,
): Promise<void> =>
  recordAudit(tx, {
    at,
    actor: ctx.actor,
    action,
    subject: { kind: 'engine-pause', id: pause.id },
    after: { reason: pause.reason },
    requestId: ctx.requestId,
  })
