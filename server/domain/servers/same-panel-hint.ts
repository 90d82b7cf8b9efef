import { and, desc, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import { type ConnectionReport, describeDifference, type PanelClient, PanelError } from '#panels/kit/index.ts'
import type { Domain } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import type { ServerRow } from './connection.ts'

// One read per server, while staff wait for the test.
const mostServers = 5

interface Tested {
  /** Absent for a connection that is not saved. */
  readonly id?: string
  readonly driver: string
  readonly apiKeyHash: string
}

/**
 * Adds a warning to a report if the panel is that of another server here, under another address, because its
 * accounts would count twice. It is the same panel if it accepts the same key, or has an account of that
 * server.
 */
export async function withSamePanelHint(
  domain: Domain,
  tested: Tested,
  { panel, report }: { panel: PanelClient; report: ConnectionReport },
): Promise<ConnectionReport> {
  if (!report.ok) return report
  const same = await findSamePanel(domain, tested, panel)
  if (!same) return report
  // The same words for both of two saved servers: each of them may be the one that is tested.
  const choice =
    tested.id === undefined
      ? `Use ${same.name}, and do not add this one.`
      : 'Keep the server that has the accounts, and remove the other one.'
  const checks = report.checks.map((check) =>
    check.id === 'health' && check.state === 'pass'
      ? {
          ...check,
          state: 'warn' as const,
          message: `${check.message} It is the same panel as the server ${same.name} (${same.baseUrl}).`,
          remedy: `Add each panel only once, because otherwise its capacity counts twice. ${choice}`,
        }
      : check,
  )
  return { ...report, checks }
}

async function findSamePanel(domain: Domain, tested: Tested, panel: PanelClient): Promise<ServerRow | null> {
  const { db } = domain.database
  const others = await db
    .select()
    .from(servers)
    .where(
      and(
        eq(servers.driver, tested.driver),
        isNull(servers.removedAt),
        ...(tested.id === undefined ? [] : [ne(servers.id, tested.id)]),
      ),
    )
    .orderBy(servers.createdAt)
  const withKey = others.find(({ apiKeyHash }) => apiKeyHash === tested.apiKeyHash)
  if (withKey) return withKey
  for (const other of others.slice(0, mostServers))
    if (await holdsAccountOf(domain, other, panel)) return other
  return null
}

async function holdsAccountOf(domain: Domain, server: ServerRow, panel: PanelClient): Promise<boolean> {
  const [newest] = await domain.database.db
    .select()
    .from(hostingAccounts)
    .where(
      and(
        eq(hostingAccounts.serverId, server.id),
        eq(hostingAccounts.status, 'active'),
        isNotNull(hostingAccounts.panelUserId),
      ),
    )
    .orderBy(desc(hostingAccounts.createdAt))
    .limit(1)
  if (!newest) return false
  try {
    const { value: finding } = await panel.findById(newest.panelUserId ?? '')
    return (
      finding.state === 'found' &&
      finding.account.marker === newest.marker &&
      describeDifference(finding.account, newest) === null
    )
  } catch (error) {
    if (error instanceof PanelError) return false
    throw error
  }
}
