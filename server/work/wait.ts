import { eq } from 'drizzle-orm'
import type { OperationStatus } from '#contracts/operations/schemas.ts'
import type { Domain } from '#server/domain/context.ts'
import { operations } from './tables.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { gateColumns, whyHeld } from './holds.ts'

const restful: readonly OperationStatus[] = ['succeeded', 'failed', 'cancelled', 'needs-person']

/** Whether nothing more will happen by itself. */
export const isAtRest = (status: OperationStatus): boolean => restful.includes(status)

// Another process may do the work: its news does not reach us, so the row is read again at least this often.
const readAgainMs = 500

/**
 * Waits until the operation is at rest, or until its next attempt lies beyond the wait (as it does on a server that
 * is paused), or the wait is over.
 * Whoever called reads the state afterwards; the waiting itself answers nothing.
 */
export async function waitForOperation(domain: Domain, operationId: string, waitMs: number): Promise<void> {
  const deadline = domain.clock.now().getTime() + waitMs
  for (;;) {
    const news = new AbortController()
    const changed = domain.signals.next(operationId, Math.min(readAgainMs, Math.max(1, waitMs)), news.signal)
    const [row] = await domain.database.db
      .select({
        status: operations.status,
        nextAttemptAt: operations.nextAttemptAt,
        retriedAt: operations.retriedAt,
        gate: gateColumns,
      })
      .from(operations)
      .innerJoin(servers, eq(servers.id, operations.serverId))
      .where(eq(operations.id, operationId))
    const later = row?.status === 'waiting' || row?.status === 'queued'
    const held = row ? whyHeld(row, row.gate) : null
    const next = held ? held.until : (row?.nextAttemptAt ?? null)
    const beyond = later && (next ? next.getTime() > deadline : held !== null)
    if (
      !row ||
      isAtRest(row.status) ||
      beyond ||
      domain.signals.closed ||
      domain.clock.now().getTime() >= deadline
    ) {
      news.abort()
      return
    }
    await changed
  }
}
