import { and, eq } from 'drizzle-orm'
import type { PanelClient } from '#panels/kit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '#server/domain/context.ts'
import { note, type TimelineNote } from '#server/domain/operations/index.ts'
import type { ServerRow } from '#server/domain/servers/index.ts'
import type { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { type attempts, operations } from './tables.ts'
import type { Reach } from '#server/domain/hosting/steps/server-contact.ts'

/** One operation in the hands of one worker, for as long as its lease lasts. */
export interface Work {
  readonly domain: Domain
  readonly leaseToken: string
  readonly operation: typeof operations.$inferSelect
  readonly account: typeof hostingAccounts.$inferSelect
  readonly server: ServerRow
  readonly customer: { readonly fullName: string; readonly companyName: string | null }
  /** Made when it is first used. @throws {PanelError} the server was removed, or its key cannot be opened */
  readonly panel: PanelClient
  /** Whether the server answered so far. */
  readonly reach: Reach
  /**
   * Creates of this account that may have made it, oldest first: those whose outcome is not known, and those that
   * the panel answered with an id. While it is empty the panel holds nothing of ours. Grows while we work.
   */
  readonly perhapsMade: PastCreate[]
  /** The worker before us was cut off in the middle of this operation. */
  readonly interrupted: boolean
}

export type PastCreate = Pick<typeof attempts.$inferSelect, 'id' | 'startedAt' | 'endedAt' | 'outcome'>

/** Another worker took over, or a person superseded the operation: nothing more may be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
  constructor(operationId: string) {
    super(`The lease on operation ${operationId} is lost.`)
  }
}

/**
 * Writes to the operation only while the lease is ours, and renews it: every step goes through here, so a worker
 * that was stopped past its lease cannot do harm when it goes on.
 * @throws {LeaseLost}
 */
export async function fencedUpdate(
  tx: Queryable,
  work: Work,
  set: Partial<typeof operations.$inferInsert>,
): Promise<void> {
  const { operation, leaseToken, domain } = work
  const now = domain.clock.now()
  const leaseUntil = new Date(now.getTime() + domain.engine.leaseMs)
  const written = await tx
    .update(operations)
    .set({ leaseUntil, updatedAt: now, ...set })
    .where(and(eq(operations.id, operation.id), eq(operations.leaseToken, leaseToken)))
    .returning({ id: operations.id })
  if (written.length === 0) throw new LeaseLost(operation.id)
}

/** A timeline line, under the lease. */
export async function noteStep(work: Work, entry: TimelineNote): Promise<void> {
  const { domain, operation } = work
  await domain.database.db.transaction(async (tx) => {
    await fencedUpdate(tx, work, {})
    await note(tx, operation.id, domain.clock.now(), entry)
  })
  domain.signals.changed(operation.id)
}
