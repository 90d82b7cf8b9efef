import { and, eq, inArray } from 'drizzle-orm'
import {
  isEnded,
  isSettled,
  type OperationStatus,
  operationStatusesBefore,
} from '#contracts/operations/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { causeOf } from './cause.ts'
import type { OperationChange, TimelineNote } from './contract.ts'
import { operations } from './table.ts'
import { note } from './timeline.ts'

/**
 * Returns the columns that follow from a new status, for the engine under its lease and for requests of
 * staff.
 */
export function columnsOf(to: OperationStatus, at: Date) {
  return {
    status: to,
    updatedAt: at,
    endedAt: isEnded(to) ? at : null,
    ...(isSettled(to) ? { nextAttemptAt: null } : {}),
    ...(to === 'running' ? { nextAttemptAt: null } : { leaseToken: null, leaseUntil: null }),
    ...(to === 'succeeded' ? { error: null } : {}),
  }
}

/**
 * Changes the status of an operation outside a run and writes its timeline line. The SQL checks the previous
 * status.
 * @throws {Error} the operation has another status: lock and check it first
 */
export async function transitionOperation(
  tx: Queryable,
  id: string,
  change: {
    readonly to: OperationStatus
    readonly at: Date
    readonly note?: Omit<TimelineNote, 'at'>
    readonly set?: OperationChange & {
      readonly nextAttemptAt?: Date
      readonly retriedAt?: Date
      readonly error?: null
      readonly dismissedAt?: null
    }
  },
): Promise<void> {
  const { to, at, set } = change
  const written = await tx
    .update(operations)
    .set({ ...columnsOf(to, at), ...(set?.retriedAt ? causeOf() : {}), ...set })
    .where(and(eq(operations.id, id), inArray(operations.status, operationStatusesBefore(to))))
    .returning({ id: operations.id })
  if (written.length === 0) throw new Error(`Operation ${id} cannot become ${to} from its current status.`)
  if (change.note) await note(tx, id, at, change.note)
}
