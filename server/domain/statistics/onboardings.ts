import { and, eq, gte, lt, min, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { OnboardingStatistics, onboardingQuery } from '#contracts/statistics/schemas.ts'
import { dateAt, isTimeZone } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { creationColumns, noCreations } from './creations.ts'
import { type Day, lastDays } from './days.ts'

type Period = Pick<OnboardingStatistics, 'items' | 'total'>

/**
 * Returns the customers added and creations requested on each of the last days, and on the same number of days
 * before. A retried creation counts on its first day.
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
  const both = lastDays(timeZone, ctx.clock.now(), 2 * days)
  const list = both.slice(days)
  const [first] = await db.select({ at: min(customers.createdAt) }).from(customers)
  const isComparable = first?.at != null && first.at < firstOf(list)
  return {
    timeZone,
    firstDay: first?.at ? dateAt(timeZone, first.at) : null,
    ...(await readPeriod(db, list, null)),
    previous: isComparable ? await readPeriod(db, both.slice(0, days), firstOf(list)) : null,
  }
}

/** @param end the time at which the period ends. Null: now */
async function readPeriod(db: Queryable, list: readonly Day[], end: Date | null): Promise<Period> {
  const added = await countCustomers(db, list, end)
  const made = await countCreations(db, list, end)
  return {
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

function within(
  column: typeof customers.createdAt | typeof operations.createdAt,
  days: readonly Day[],
  end: Date | null,
): SQL | undefined {
  return and(gte(column, firstOf(days)), end === null ? undefined : lt(column, end))
}

async function countCustomers(
  db: Queryable,
  days: readonly Day[],
  end: Date | null,
): Promise<Map<number, number>> {
  const rows = await db
    .select({
      index: sql<number>`width_bucket(${customers.createdAt}, ${starts(days)}) - 1`,
      count: sql<number>`count(*)::int`,
    })
    .from(customers)
    .where(within(customers.createdAt, days, end))
    .groupBy(sql`1`)
  return new Map(rows.map(({ index, count }) => [index, count]))
}

/** Each day and the total, in one read. */
async function countCreations(db: Queryable, days: readonly Day[], end: Date | null) {
  const rows = await db
    .select({
      index: sql<number | null>`width_bucket(${operations.createdAt}, ${starts(days)}) - 1`.as('index'),
      ...creationColumns,
    })
    .from(operations)
    .where(and(eq(operations.kind, sql`'create'`), within(operations.createdAt, days, end)))
    .groupBy(sql`grouping sets ((1), ())`)
  const byDay = new Map(
    rows.flatMap(({ index, ...counts }) => (index === null ? [] : [[index, counts] as const])),
  )
  const whole = rows.find(({ index }) => index === null)
  const { index: _, ...total } = whole ?? { index: null, ...noCreations }
  return { byDay, total }
}
