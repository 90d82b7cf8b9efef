import { eq, sql } from 'drizzle-orm'
import type { Exchange } from '#panels/kit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { note } from '#server/domain/operations/index.ts'
import { attempts, operations } from './tables.ts'
import { fencedUpdate, type Work } from './work.ts'

export type AttemptOutcome = 'succeeded' | 'rejected' | 'deferred' | 'unknown'

export interface Attempt {
  readonly id: string
  readonly number: number
  readonly startedAt: Date
}

/** Recorded and committed before the panel is called: if we die in the call, its outcome counts as unknown. */
export async function beginAttempt(work: Work, message: string): Promise<Attempt> {
  const { domain, operation } = work
  const leasedAt = domain.clock.now()
  const attempt = await domain.database.db.transaction(async (tx) => {
    await fencedUpdate(tx, work, {})
    const startedAt = domain.clock.now()
    const [counted] = await tx
      .update(operations)
      .set({ attempts: sql`${operations.attempts} + 1` })
      .where(eq(operations.id, operation.id))
      .returning({ number: operations.attempts })
    const number = counted?.number ?? 1
    const id = newId()
    await tx.insert(attempts).values({ id, operationId: operation.id, number, startedAt })
    await note(tx, operation.id, startedAt, {
      event: 'attempt.started',
      message: `Attempt ${number}: ${message}`,
    })
    return { id, number, startedAt }
  })
  domain.signals.changed(operation.id)
  await outlastTheCall(work, leasedAt)
  return attempt
}

/**
 * The request that follows must end within the lease. Where this process stood still since the lease was renewed, it
 * is renewed first, or found lost: then nothing is sent.
 * @throws {LeaseLost}
 */
async function outlastTheCall(work: Work, leasedAt: Date): Promise<void> {
  const { clock, database, engine } = work.domain
  const spareMs = engine.leaseMs - engine.panelDeadlineMs
  let since = leasedAt
  // Bounded: where a lease is no longer than the deadline, which settings refuse, no renewal would ever be enough.
  for (let renewals = 0; renewals < 3 && clock.now().getTime() - since.getTime() >= spareMs; renewals += 1) {
    since = clock.now()
    await fencedUpdate(database.db, work, {})
  }
}

export async function endAttempt(
  work: Work,
  attempt: Attempt,
  end: { outcome: AttemptOutcome; message: string; code?: string; exchanges: readonly Exchange[] },
): Promise<void> {
  const { domain, operation } = work
  const endedAt = domain.clock.now()
  await domain.database.db.transaction(async (tx) => {
    await fencedUpdate(tx, work, {})
    await tx
      .update(attempts)
      .set({ endedAt, outcome: end.outcome, code: end.code ?? null })
      .where(eq(attempts.id, attempt.id))
    await note(tx, operation.id, endedAt, {
      event: 'attempt.ended',
      message: `Attempt ${attempt.number}: ${end.message}`,
      detail: { outcome: end.outcome, code: end.code ?? null, exchanges: end.exchanges },
    })
  })
  if (operation.kind === 'create' && (end.outcome === 'unknown' || end.outcome === 'succeeded'))
    work.perhapsMade.push({
      id: attempt.id,
      startedAt: attempt.startedAt,
      endedAt,
      outcome: end.outcome,
    })
  domain.signals.changed(operation.id)
}
