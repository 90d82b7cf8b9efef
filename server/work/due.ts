import { and, eq, inArray, lt, lte, or, sql } from 'drizzle-orm'
import type { Domain } from '#server/domain/context.ts'
import { gateIsOpen, troubleIsOver } from '#server/domain/operations/index.ts'
import { operations } from './tables.ts'
import { servers } from '#server/domain/tables/servers.ts'

export const laneColumns = { breaker: servers.breaker, breakerLanes: servers.breakerLanes }

/**
 * What may run now, with or without a job, the longest due first: so many of each server, that a thousand due on one
 * hide none of another's.
 */
export function dueOperations({ clock, database: { db } }: Domain, { perServer }: { perServer: number }) {
  const now = clock.now()
  const ranked = db
    .select({
      id: operations.id,
      serverId: operations.serverId,
      ...laneColumns,
      place:
        sql<number>`row_number() over (partition by ${operations.serverId} order by ${operations.nextAttemptAt})`.as(
          'place',
        ),
    })
    .from(operations)
    .innerJoin(servers, eq(servers.id, operations.serverId))
    .where(
      or(
        and(
          or(
            and(inArray(operations.status, ['queued', 'waiting']), lte(operations.nextAttemptAt, now)),
            and(eq(operations.status, 'running'), lt(operations.leaseUntil, now)),
          ),
          gateIsOpen,
        ),
        troubleIsOver,
      ),
    )
    .as('ranked')
  return db.select().from(ranked).where(lte(ranked.place, perServer)).orderBy(ranked.place)
}
