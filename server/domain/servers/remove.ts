import { and, eq, inArray, not, notInArray, or, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import { openStatuses } from '#contracts/operations/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { operations } from '#server/work/table.ts'
import { syncAlerts } from '../alerts/index.ts'
import type { Context } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { closedBreaker } from './breaker.ts'
import { lockServer, serverNotFound } from './read.ts'
import { serversChanged } from './signal.ts'
import { resumed } from './state.ts'

/**
 * Removes a server that has no live account and no unresolved operation. The row is kept for the history of
 * its accounts. Its key is erased.
 * @throws {Refusal} server-in-use
 */
export async function removeServer(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  await ctx.database.db.transaction(async (tx) => {
    const row = await lockServer(tx, id)
    if (!row) throw serverNotFound()
    // Its quarantine is over and only the last lookup is missing, which a panel that no longer exists never
    // answers.
    const outOfQuarantine = sql`(${hostingAccounts.status} = 'terminated' and coalesce(${hostingAccounts.quarantinedUntil} <= ${ctx.clock.now().toISOString()}::timestamptz, false))`
    const live = await tx
      .select({ id: hostingAccounts.id })
      .from(hostingAccounts)
      .where(
        and(
          eq(hostingAccounts.serverId, id),
          or(
            and(hostingAccounts.holdsSlot, not(outOfQuarantine)),
            notInArray(hostingAccounts.status, ['terminated', 'failed']),
          ),
        ),
      )
      .limit(1)
    const open = await tx
      .select({ id: operations.id })
      .from(operations)
      .where(and(eq(operations.queueKey, id), inArray(operations.status, [...openStatuses])))
      .limit(1)
    if (live.length > 0 || open.length > 0)
      throw new Refusal(
        'server-in-use',
        `${row.name} still has hosting accounts or unresolved operations. Terminate or resolve them first. To stop new accounts, set its mode to maintenance.`,
      )
    const at = ctx.clock.now()
    const [removed] = await tx
      .update(servers)
      .set({
        ...resumed(at),
        ...closedBreaker,
        removedAt: at,
        updatedAt: at,
        apiKeySealed: '',
        apiSecretSealed: '',
        apiKeyHash: '',
      })
      .where(eq(servers.id, id))
      .returning()
    if (removed) await syncAlerts(tx, ctx, removed, at)
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'server.remove',
      subject: { kind: 'server', id },
      before: { name: row.name, baseUrl: row.baseUrl },
      requestId: ctx.requestId,
    })
  })
  serversChanged(ctx)
  return {}
}
