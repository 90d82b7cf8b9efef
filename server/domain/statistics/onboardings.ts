import { and, eq, gte, min, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { OnboardingStatistics, onboardingQuery } from '#contracts/statistics/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { creationColumns, noCreations } from './creations.ts'
import { type Day, dayOf, isTimeZone, lastDays } from './days.ts'

/**
 * Returns the customers added and creations requested on each of the last days. A retried creation counts on
 * its first day.
 */
export async function readOnboardings(
  ctx: Context,
  { days, timeZone }: z.infer<typeof onboardingQuery>,
): Promise<OnboardingStatistics> {
  if (!isTimeZone(timeZone))
    throw fieldRefusal(
      'invalid-body',
      'timeZone',
      'unknown-time-zone',
      'timeZone must be an IANA name, like Europe/Berlin.',
    )
  const { db } = ctx.database
  const list = lastDays(timeZone, ctx.clock.now(), days)
  const added = await countCustomers(db, list)
  const made = await countCreations(db, list)
  const [first] = await db.select({ at: min(customers.createdAt) }).from(customers)
  return {
    timeZone,
    firstDay: first?.at ? dayOf(timeZone, first.at) : null,
    items: list.map(({ day }, index) => ({
      day,
      customers: added.get(index) ?? 0,
      ...(made.byDay.get(index) ?? noCreations),
    })),
    total: { customers: [...added.values()].reduce((sum, count) => sum + count, 0), ...made.total },
  }
}

const starts = (days: readonly Day[]) =>
  sql`${`{${days.map(({ startsAt }) => startsAt.toISOString()).join(',')}}`}::timestamptz[]`
const firstOf = (days: readonly Day[]) => days[0]?.startsAt ?? new Date(0)

async function countCustomers(db: Queryable, days: readonly Day[]): Promise<Map<number, number>> {
  const rows = await db
    .select({
      index: sql<number>`width_bucket(${customers.createdAt}, ${starts(days)}) - 1`,
      count: sql<number>`count(*)::int`,
    })
    .from(customers)
    .where(gte(customers.createdAt, firstOf(days)))
    .groupBy(sql`1`)
  return new Map(rows.map(({ index, count }) => [index, count]))
}

/** Each day and the total, in one read. */
async function countCreations(db: Queryable, days: readonly Day[]) {
  const rows = await db
    .select({
      index: sql<number | null>`width_bucket(${operations.createdAt}, ${starts(days)}) - 1`.as('index'),
      ...creationColumns,
    })
    .from(operations)
    .where(and(eq(operations.kind, sql`'create'`), gte(operations.createdAt, firstOf(days))))
    .groupBy(sql`grouping sets ((1), ())`)
  const byDay = new Map(
    rows.flatMap(({ index, ...counts }) => (index === null ? [] : [[index, counts] as const])),
  )
  const whole = rows.find(({ index }) => index === null)
  const { index: _, ...total } = whole ?? { index: null, ...noCreations }
  return { byDay, total }
}
