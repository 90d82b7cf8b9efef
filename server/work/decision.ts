import { eq } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import { note, wakeEngine } from '#server/domain/operations/index.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import type { operations } from './tables.ts'
import { fencedUpdate, type Work } from './work.ts'

export type AccountChange = Partial<typeof hostingAccounts.$inferInsert>
type OperationChange = Pick<
  Partial<typeof operations.$inferInsert>,
  'absentLooks' | 'deferrals' | 'panelUserIdSeen' | 'interruptions' | 'stoppedByTrouble' | 'troubleStops'
>

/** How a run of an operation ends; the only ways there are. */
export type Decision =
  | { readonly to: 'succeeded'; readonly message: string; readonly account: AccountChange }
  | {
      readonly to: 'failed' | 'needs-person'
      readonly error: OperationError
      readonly account: AccountChange
      readonly operation?: OperationChange
    }
  | {
      readonly to: 'waiting'
      readonly message: string
      readonly afterMs: number
      readonly error?: OperationError | null
      readonly account?: AccountChange
      readonly operation?: OperationChange
    }

/** Writes the end of a run: operation, account, timeline line and, when it goes on later, the next wake-up, as one. */
export async function applyDecision(work: Work, decision: Decision): Promise<void> {
  const { domain, operation, account } = work
  const at = domain.clock.now()
  const released = { leaseToken: null, leaseUntil: null }
  await domain.database.db.transaction(async (tx) => {
    // First the account, then the operation: the order in which people's requests lock them too.
    await tx
      .select({ id: hostingAccounts.id })
      .from(hostingAccounts)
      .where(eq(hostingAccounts.id, account.id))
      .for('no key update')
    if (decision.to === 'waiting') {
      const next = new Date(at.getTime() + decision.afterMs)
      await fencedUpdate(tx, work, {
        ...released,
        interruptions: 0,
        ...decision.operation,
        status: 'waiting',
        nextAttemptAt: next,
        error: decision.error ?? null,
      })
      await note(tx, operation.id, at, {
        event: 'operation.waiting',
        message: decision.message,
        detail: { nextAttemptAt: next.toISOString(), code: decision.error?.code ?? null },
      })
      await wakeEngine(tx, domain, operation.id, next)
    } else {
      const error = decision.to === 'succeeded' ? null : decision.error
      await fencedUpdate(tx, work, {
        ...released,
        interruptions: 0,
        stoppedByTrouble: false,
        ...(decision.to === 'succeeded' ? {} : decision.operation),
        status: decision.to,
        error,
        endedAt: decision.to === 'needs-person' ? null : at,
      })
      await note(tx, operation.id, at, {
        event: `operation.${decision.to}`,
        message:
          decision.to === 'succeeded'
            ? decision.message
            : `${decision.error.message} ${decision.error.remedy}`.trim(),
        detail: error ? { code: error.code } : {},
      })
    }
    if (decision.account && Object.keys(decision.account).length > 0)
      await tx
        .update(hostingAccounts)
        .set({ ...decision.account, updatedAt: at })
        .where(eq(hostingAccounts.id, account.id))
  })
  domain.signals.changed(operation.id)
}
