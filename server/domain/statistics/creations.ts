import { sql } from 'drizzle-orm'
import type { CreationCounts } from '#contracts/statistics/schemas.ts'
import { operations } from '#server/work/table.ts'

/** Aggregates over create operations. */
export const creationColumns = {
  succeeded: sql<number>`(count(*) filter (where ${operations.status} = 'succeeded'))::int`,
  notSucceeded: sql<number>`(count(*) filter (where ${operations.status} in ('failed', 'needs-person')))::int`,
  underWay: sql<number>`(count(*) filter (where ${operations.status} in ('queued', 'running', 'waiting')))::int`,
  medianMs: sql<
    number | null
  >`(1000 * percentile_cont(0.5) within group (order by extract(epoch from ${operations.endedAt} - ${operations.createdAt})) filter (where ${operations.status} = 'succeeded'))::int`,
}

export const noCreations: CreationCounts = { succeeded: 0, notSucceeded: 0, underWay: 0, medianMs: null }
