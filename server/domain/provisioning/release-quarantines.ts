import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { PanelError } from '#panels/kit/index.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { systemActor } from '#server/platform/auth/index.ts'
import type { Domain } from '../context.ts'
import { connectServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

const atOnce = 100

type Quarantined = { account: typeof hostingAccounts.$inferSelect; server: typeof servers.$inferSelect }

/**
 * Frees the slots, usernames and e-mails whose quarantine is over, after one more look at the panel: an account that
 * arrived late keeps them, and a person decides in reconciliation. A server that cannot be asked is asked next time.
 */
export async function releaseQuarantines(domain: Domain): Promise<void> {
  const over = await domain.database.db
    .select({ account: hostingAccounts, server: servers })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(
      and(
        hostingAccounts.holdsSlot,
        isNotNull(hostingAccounts.quarantinedUntil),
        lte(hostingAccounts.quarantinedUntil, domain.clock.now()),
        isNull(servers.removedAt),
      ),
    )
    .limit(atOnce)
  for (const quarantined of over) {
    try {
      if (!(await arrivedLate(domain, quarantined))) await release(domain, quarantined.account)
    } catch (error) {
      if (!(error instanceof PanelError)) throw error
      domain.log.info(
        { accountId: quarantined.account.id, code: error.code },
        'quarantine goes on: panel not read',
      )
    }
  }
}

async function arrivedLate(domain: Domain, { account, server }: Quarantined): Promise<boolean> {
  const { marker, username } = account
  const { value } = await connectServer(domain, server).search({ marker, username })
  const late = value.matches.some((match) => match.marker === marker)
  if (late)
    domain.log.warn(
      { accountId: account.id, serverId: server.id },
      'an account that was given up has arrived',
    )
  return late
}

async function release(domain: Domain, account: Quarantined['account']): Promise<void> {
  const at = domain.clock.now()
  await domain.database.db.transaction(async (tx) => {
    const released = await tx
      .update(hostingAccounts)
      .set({ holdsSlot: false, quarantinedUntil: null, updatedAt: at })
      .where(
        and(
          eq(hostingAccounts.id, account.id),
          eq(hostingAccounts.status, account.status),
          lte(hostingAccounts.quarantinedUntil, at),
        ),
      )
      .returning({ id: hostingAccounts.id })
    if (released.length === 0) return
    await recordAudit(tx, {
      at,
      actor: systemActor('quarantine'),
      action: 'hosting-account.release',
      subject: { kind: 'hosting-account', id: account.id },
      before: { holdsSlot: true },
      after: { holdsSlot: false },
      requestId: null,
    })
  })
}
