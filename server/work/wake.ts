import { and, asc, eq, inArray, lte, or } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '#server/domain/context.ts'
import { operations } from './tables.ts'
import { wakeEngine } from './start.ts'

// The sweep finds the rest.
const atOnce = 50

/** Wakes the engine for what may go on now on a server, or on all of them. */
export async function wakeServer(
  tx: Queryable,
  domain: Pick<Domain, 'jobs'>,
  { serverId, at }: { serverId?: string; at: Date },
): Promise<void> {
  const rows = await tx
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        serverId === undefined ? undefined : eq(operations.serverId, serverId),
        or(
          and(inArray(operations.status, ['queued', 'waiting']), lte(operations.nextAttemptAt, at)),
          and(eq(operations.status, 'needs-person'), operations.stoppedByTrouble),
        ),
      ),
    )
    .orderBy(asc(operations.createdAt))
    .limit(atOnce)
  for (const { id } of rows) await wakeEngine(tx, domain, id)
}
