import { and, eq, sql } from 'drizzle-orm'
import { recordAudit } from '#server/platform/audit/index.ts'
import { systemActor } from '#server/platform/auth/index.ts'
import type { Domain } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { serversChanged } from './signal.ts'

const held = sql<number>`(select count(*)::int from ${hostingAccounts} where ${and(eq(hostingAccounts.serverId, servers.id), hostingAccounts.holdsSlot)})`

/**
 * Compares the counter of a server's slots with the accounts that hold one, and corrects it. Rows and counter
 * change in one commit, so one statement sees both at the same moment. Only a correction locks the server.
 */
export async function correctSlots(domain: Domain, serverId: string): Promise<void> {
  const { clock, database, log } = domain
  const isOff = and(eq(servers.id, serverId), sql`${servers.slotsHeld} <> ${held}`)
  const found = await database.db.select({ id: servers.id }).from(servers).where(isOff)
  if (found.length === 0) return
  const corrected = await database.db.transaction(async (tx) => {
    // Locked first, so that the count below includes concurrent reservations.
    await tx.select({ id: servers.id }).from(servers).where(eq(servers.id, serverId)).for('no key update')
    const [row] = await tx.select({ counted: servers.slotsHeld, held }).from(servers).where(isOff)
    if (!row) return null
    await tx.update(servers).set({ slotsHeld: row.held }).where(eq(servers.id, serverId))
    await recordAudit(tx, {
      at: clock.now(),
      actor: systemActor('reconciliation'),
      action: 'server.correct-slots',
      subject: { kind: 'server', id: serverId },
      before: { slotsHeld: row.counted },
      after: { slotsHeld: row.held },
      requestId: null,
    })
    return row
  })
  if (!corrected) return
  log.warn({ serverId, ...corrected }, 'slot counter of a server was wrong and has been corrected')
  serversChanged(domain)
}
