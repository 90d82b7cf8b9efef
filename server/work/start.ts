import type { OperationError, OperationKind } from '#contracts/operations/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { isUniqueViolation, type Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Domain } from '#server/domain/context.ts'
import { operations } from './tables.ts'
import { noteIfHeld } from './hold-note.ts'
import { note } from './timeline.ts'

/** The queue that wakes the engine. A job is only a wake-up: the operations table holds the truth. */
export const operationQueue = 'operation.run'

export async function wakeEngine(
  tx: Queryable,
  domain: Pick<Domain, 'jobs'>,
  operationId: string,
  startAfter?: Date,
): Promise<void> {
  await domain.jobs.enqueue(
    tx,
    operationQueue,
    { operationId },
    startAfter === undefined ? {} : { startAfter },
  )
}

export const operationUnderWay = () =>
  new Refusal(
    'operation-under-way',
    'Another operation on this hosting account is not finished. Wait until it is, or resolve it on the Operations page.',
  )

export interface OperationToStart {
  readonly accountId: string
  readonly serverId: string
  readonly kind: OperationKind
  readonly input?: typeof operations.$inferInsert.input
  readonly message: string
  /** Set when it is known at once that it cannot be done: the operation is recorded as ended, and nothing is enqueued. */
  readonly refused?: { readonly status: 'failed' | 'needs-person'; readonly error: OperationError }
  /** Not before then, e.g. because a request of an earlier operation may still be under way. */
  readonly notBefore?: Date
}

/**
 * Records an operation, its first timeline line and the job that wakes the engine, in the caller's transaction.
 * @throws {Refusal} operation-under-way: one open operation per account
 */
export async function startOperation(
  tx: Queryable,
  domain: Pick<Domain, 'jobs' | 'clock'>,
  start: OperationToStart,
): Promise<string> {
  const id = newId()
  const at = domain.clock.now()
  const { accountId, serverId, kind, refused } = start
  const due = start.notBefore ?? at
  const state = refused
    ? { status: refused.status, error: refused.error, endedAt: refused.status === 'failed' ? at : null }
    : { status: 'queued' as const, nextAttemptAt: due }
  try {
    await tx.insert(operations).values({
      id,
      accountId,
      serverId,
      kind,
      input: start.input ?? {},
      ...state,
      createdAt: at,
      updatedAt: at,
    })
  } catch (error) {
    throw isUniqueViolation(error, 'operations_one_open') ? operationUnderWay() : error
  }
  await note(tx, id, at, { event: 'operation.queued', message: start.message })
  if (refused)
    await note(tx, id, at, {
      event: `operation.${refused.status}`,
      message: `${refused.error.message} ${refused.error.remedy}`.trim(),
      detail: { code: refused.error.code },
    })
  else {
    await noteIfHeld(tx, id, at)
    await wakeEngine(tx, domain, id, start.notBefore)
  }
  return id
}
