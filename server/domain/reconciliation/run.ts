import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { Reconciliation } from '#contracts/reconciliation/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once, recall } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { correctSlots, findServer } from '../servers/index.ts'
import { compare } from './compare.ts'
import { asRefusal, observe } from './observe.ts'
import { readReconciliation } from './read.ts'
import { storeRun } from './store.ts'

const refs = z.object({ reconciliationId: z.string() })

/** Servers whose list this process is reading now. A second read at the same time would only add load. */
const underWay = new Set<string>()

/**
 * Compares the panel's accounts with our records, and writes the differences. Changes nothing else, except
 * that it corrects the server's slot counter.
 * @throws {Refusal} panel-unavailable if the list cannot be read; wrong-state while another one runs
 */
export async function reconcileServer(ctx: Context, { id: serverId }: ById): Promise<Reconciliation> {
  const { clock, database } = ctx
  const request = { request: ctx.idempotency, refs, clock }
  const earlier = await recall(database.db, request)
  if (earlier) return readReconciliation(database.db, earlier.reconciliationId)
  const server = await findServer(database.db, serverId)
  if (underWay.has(serverId))
    throw new Refusal(
      'wrong-state',
      `A reconciliation of ${server.name} is in progress. Try again when it has ended.`,
    )
  underWay.add(serverId)
  try {
    await correctSlots(ctx, serverId)
    const observed = await observe(ctx, server)
    const comparison = compare(observed)
    const { reconciliationId } = await database.db.transaction((tx) =>
      once(tx, request, async () => {
        const endedAt = clock.now()
        const { actor } = ctx
        const startedBy = actor.kind === 'system' ? 'schedule' : actor.name
        const id = await storeRun(tx, { server, startedBy, endedAt, observed, comparison })
        if (actor.kind !== 'system')
          await recordAudit(tx, {
            at: endedAt,
            actor,
            action: 'server.reconcile',
            subject: { kind: 'server', id: serverId },
            after: { reconciliationId: id, findings: comparison.drafts.length },
            requestId: ctx.requestId,
          })
        return { reconciliationId: id }
      }),
    )
    const run = await readReconciliation(database.db, reconciliationId)
    if (run.braked)
      ctx.log.warn(
        { serverId, vanished: run.vanished, believed: run.believed },
        'many accounts are missing from a panel at once: findings are on hold until staff confirm the number',
      )
    return run
  } catch (error) {
    throw asRefusal(error)
  } finally {
    underWay.delete(serverId)
  }
}
