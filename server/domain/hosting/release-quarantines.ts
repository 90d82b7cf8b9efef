import { and, asc, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import { PanelError } from '#panels/kit/index.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { systemActor } from '#server/platform/auth/index.ts'
import { accountUpdate } from '../accounts/index.ts'
import type { Domain } from '../context.ts'
import { connectServer, type ServerRow } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

// The limit is per server, so one server's rows do not prevent a check of another's.
const atOncePerServer = 100

type AccountRow = typeof hostingAccounts.$inferSelect
type Quarantined = { account: AccountRow; server: ServerRow }

const isOver = (now: Date) =>
  and(
    eq(hostingAccounts.holdsSlot, true),
    isNotNull(hostingAccounts.quarantinedUntil),
    lte(hostingAccounts.quarantinedUntil, now),
  )

/**
 * Releases the slots, usernames and emails whose quarantine is over, after one more lookup on the panel. An
 * account created after the timeout keeps them, and staff decide in reconciliation. A server that cannot be
 * read is checked the next time.
 */
export async function releaseQuarantines(domain: Domain): Promise<void> {
  const { db } = domain.database
  const concerned = db
    .selectDistinct({ id: hostingAccounts.serverId })
    .from(hostingAccounts)
    .where(isOver(domain.clock.now()))
  const living = await db
    .select()
    .from(servers)
    .where(and(inArray(servers.id, concerned), isNull(servers.removedAt)))
  for (const server of living) await releaseOnServer(domain, server)
}

async function releaseOnServer(domain: Domain, server: ServerRow): Promise<void> {
  const accounts = await domain.database.db
    .select()
    .from(hostingAccounts)
    .where(and(eq(hostingAccounts.serverId, server.id), isOver(domain.clock.now())))
    .orderBy(asc(hostingAccounts.quarantinedUntil))
    .limit(atOncePerServer)
  try {
    for (const account of accounts)
      if (!(await arrivedLate(domain, { account, server }))) await release(domain, account)
  } catch (error) {
    if (!(error instanceof PanelError)) throw error
    domain.log.info(
      { serverId: server.id, code: error.code },
      'the panel could not be read; its quarantines continue',
    )
  }
}

async function arrivedLate(domain: Domain, { account, server }: Quarantined): Promise<boolean> {
  const { marker, username } = account
  const { value } = await connectServer(domain, server).search({ marker, username })
  const late = value.matches.some((match) => match.marker === marker)
  if (late)
    domain.log.warn(
      { accountId: account.id, serverId: server.id },
      'an abandoned account was created after the timeout',
    )
  return late
}

async function release(domain: Domain, account: AccountRow): Promise<void> {
  const at = domain.clock.now()
  await domain.database.db.transaction(async (tx) => {
    const released = await accountUpdate(
      tx,
      account.id,
      { holdsSlot: false, quarantinedUntil: null },
      {
        at,
        where: and(eq(hostingAccounts.status, account.status), lte(hostingAccounts.quarantinedUntil, at)),
      },
    )
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
