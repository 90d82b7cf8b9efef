import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { HealthPeriod, ServerHealth, serverHealthQuery } from '#contracts/statistics/schemas.ts'
import type { Context } from '../context.ts'
import { findServer } from '../servers/index.ts'
import { serverChecks } from '../tables/server-checks.ts'

const minuteMs = 60_000
const shapes: Record<HealthPeriod, { stepMs: number; steps: number }> = {
  day: { stepMs: 30 * minuteMs, steps: 48 },
  week: { stepMs: 180 * minuteMs, steps: 56 },
}

const found = (verdict: string) =>
  sql<number>`(count(*) filter (where ${serverChecks.verdict} = ${verdict}))::int`

/** Steps begin at full half hours or hours, so that they are stable between reads. */
export async function readServerHealth(
  ctx: Context,
  { id, period }: z.infer<typeof serverHealthQuery>,
): Promise<ServerHealth> {
  const { db } = ctx.database
  await findServer(db, id)
  const { stepMs, steps } = shapes[period]
  const to = (Math.floor(ctx.clock.now().getTime() / stepMs) + 1) * stepMs
  const from = to - steps * stepMs
  const step = sql<number>`floor((extract(epoch from ${serverChecks.at}) * 1000 - ${from}::float8) / ${stepMs}::float8)::int`
  const rows = await db
    .select({
      step,
      online: found('online'),
      degraded: found('degraded'),
      offline: found('offline'),
      needsOperator: found('needs-operator'),
      medianMs: sql<
        number | null
      >`(percentile_cont(0.5) within group (order by ${serverChecks.durationMs}) filter (where ${serverChecks.verdict} <> 'offline'))::int`,
    })
    .from(serverChecks)
    .where(
      and(
        eq(serverChecks.serverId, id),
        gte(serverChecks.at, new Date(from)),
        lt(serverChecks.at, new Date(to)),
      ),
    )
    .groupBy(sql`1`)
  const byStep = new Map(rows.map(({ step: at, ...counts }) => [at, counts]))
  const none = { online: 0, degraded: 0, offline: 0, needsOperator: 0, medianMs: null }
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    stepMs,
    items: Array.from({ length: steps }, (_, at) => ({
      at: new Date(from + at * stepMs).toISOString(),
      ...(byStep.get(at) ?? none),
    })),
  }
}
