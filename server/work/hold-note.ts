import { desc, eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { operationEvents, operations } from './tables.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { gateColumns, type Hold, whyHeld } from './holds.ts'
import { note } from './timeline.ts'

/**
 * Says on the timeline what holds a due operation up, once for as long as nothing else happens to it.
 * @returns what holds it up; null if nothing does
 */
export async function noteIfHeld(tx: Queryable, operationId: string, at: Date): Promise<Hold | null> {
  const [row] = await tx
    .select({
      status: operations.status,
      retriedAt: operations.retriedAt,
      nextAttemptAt: operations.nextAttemptAt,
      gate: gateColumns,
    })
    .from(operations)
    .innerJoin(servers, eq(servers.id, operations.serverId))
    .where(eq(operations.id, operationId))
  if (!row || (row.nextAttemptAt !== null && row.nextAttemptAt > at)) return null
  const held = whyHeld(row, row.gate)
  if (!held) return null
  const { code, message, remedy } = held.error
  const [last] = await tx
    .select({ event: operationEvents.event, detail: operationEvents.detail })
    .from(operationEvents)
    .where(eq(operationEvents.operationId, operationId))
    .orderBy(desc(operationEvents.id))
    .limit(1)
  if (last?.event !== 'operation.held' || last.detail?.code !== code)
    await note(tx, operationId, at, {
      event: 'operation.held',
      message: `${message} ${remedy}`,
      detail: { code },
    })
  return held
}
