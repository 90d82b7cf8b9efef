import { isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { EngineState } from '#contracts/engine/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { wakeAll } from '#server/work/index.ts'
import { enginePauses } from '#server/work/table.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
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

export async function getEngine(domain: Domain, call: Call): Promise<EngineState> {
  requireStaff(call)
  return present(await readPause(domain.database.db))
}

/** What an idempotency key is bound to: it happens once, and there is nothing to answer about it. */
const nothing = z.object({})

/** No operation runs on any server until staff resume them. What runs now still ends its step. */
export async function pauseEngine(
  domain: Domain,
  call: Call,
  { reason }: { reason?: string | undefined },
): Promise<EngineState> {
  requireStaff(call)
  const { clock, database } = domain
  await database.db.transaction((tx) =>
    once(tx, { request: call.idempotency, refs: nothing, clock }, async () => {
      const [pause] = await tx
        .insert(enginePauses)
        .values({
          id: newId(),
          reason: reason || null,
          startedBy: call.actor.name,
          startedAt: clock.now(),
        })
        .onConflictDoNothing()
        .returning()
      if (pause) await recordPause(tx, call, 'engine.pause', pause, pause.startedAt)
      return {}
    }),
  )
  return getEngine(domain, call)
}

export async function resumeEngine(domain: Domain, call: Call): Promise<EngineState> {
  requireStaff(call)
  const { clock, database } = domain
  await database.db.transaction((tx) =>
    once(tx, { request: call.idempotency, refs: nothing, clock }, async () => {
      const at = clock.now()
      const [pause] = await tx
        .update(enginePauses)
        .set({ endedAt: at, endedBy: call.actor.name })
        .where(isNull(enginePauses.endedAt))
        .returning()
      if (!pause) return {}
      // Time limits of operations do not count the time that they were paused.
      await tx.update(servers).set({ resumedAt: at }).where(isNull(servers.removedAt))
      await recordPause(tx, call, 'engine.resume', pause, at)
      return {}
    }),
  )
  wakeAll(domain)
  return getEngine(domain, call)
}

const recordPause = (
  tx: Queryable,
  call: Call,
  action: 'engine.pause' | 'engine.resume',
  pause: Pause,
  at: Date,
): Promise<void> =>
  recordAudit(tx, {
    at,
    actor: call.actor,
    action,
    subject: { kind: 'engine-pause', id: pause.id },
    after: { reason: pause.reason },
    requestId: call.requestId,
  })
