import { and, eq, sql } from 'drizzle-orm'
import type { BulkActionKind } from '#contracts/bulk-actions/states.ts'
import type { Actor } from '#server/platform/auth/actor.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { type Context, contextOf, type Domain } from '../context.ts'
import { suspendHostingAccount, unsuspendHostingAccount } from '../hosting/index.ts'
import { cancelOperation, retryOperation } from '../operations/index.ts'
import { changeServer } from '../servers/index.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import type { Action } from './decide.ts'
import type { RowRecord } from './store.ts'

/** Another worker has begun the row, or the bulk action no longer runs. */
class RowTaken extends Error {}

/** The actions whose row ends with an operation on the panel. */
const startsOperation: ReadonlySet<BulkActionKind> = new Set(['suspend', 'unsuspend', 'retry'])

/**
 * Acts on one row, with the function of the single action. The row is marked in the transaction of that function: after
 * a crash either both are there or neither, and no row is done twice. A refusal is recorded in the row.
 */
export async function runRow(
  domain: Domain,
  bulk: Action & { readonly id: string },
  { row, actor }: { row: RowRecord; actor: Actor },
): Promise<void> {
  const isPending = and(
    eq(bulkActionRows.bulkActionId, bulk.id),
    eq(bulkActionRows.number, row.number),
    eq(bulkActionRows.state, 'pending'),
  )
  // Staff may have paused or cancelled it since the row was read.
  const isRunning = sql`exists (select 1 from ${bulkActions}
    where ${bulkActions.id} = ${bulk.id}::uuid and ${bulkActions.status} = 'running')`
  const ctx = contextOf(domain, {
    actor,
    // The audit entries of the rows name the bulk action.
    requestId: `bulk-action:${bulk.id}`,
    idempotency: null,
    waitMs: 0,
    beside: async (tx, { operationId = null }) => {
      const taken = await tx
        .update(bulkActionRows)
        .set({ state: startsOperation.has(bulk.action) ? 'running' : 'done', operationId })
        .where(and(isPending, isRunning))
        .returning({ number: bulkActionRows.number })
      if (taken.length === 0) throw new RowTaken()
    },
  })
  try {
    await act(ctx, bulk, row.subjectId)
  } catch (error) {
    if (error instanceof RowTaken) return
    if (!(error instanceof Refusal)) throw error
    await domain.database.db
      .update(bulkActionRows)
      .set({ state: 'failed', code: error.code, message: error.message })
      .where(isPending)
  }
}

async function act(ctx: Context, { action, options }: Action, id: string): Promise<void> {
  const { reason, note, mode } = options
  switch (action) {
    case 'suspend':
      if (reason) await suspendHostingAccount(ctx, { id, reason, note })
      return
    case 'unsuspend':
      if (reason) await unsuspendHostingAccount(ctx, { id, reason })
      return
    case 'retry':
      await retryOperation(ctx, { id })
      return
    case 'cancel':
      await cancelOperation(ctx, { id })
      return
    case 'set-server-mode':
      await changeServer(ctx, { id, mode })
  }
}
