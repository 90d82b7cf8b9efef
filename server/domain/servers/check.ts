import { and, eq, isNull } from 'drizzle-orm'
import type { ConnectionReport as PublicReport, ServerConnection, TestedServer } from '#contracts/server.ts'
import { type ConnectionReport, type PanelClient, PanelError } from '#panels/kit/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { servers } from '../tables/servers.ts'
import { connectServer, driverOf, type ServerRow } from './connection.ts'
import { findServer, getServer } from './read.ts'

// One offline check may be a hiccup of the network; a second in a row is believed.
const offlineChecksToBelieve = 2

const present = (report: ConnectionReport): PublicReport => ({ ok: report.ok, checks: [...report.checks] })

/** The first thing that is wrong, as one sentence with its remedy. */
function summarise(report: ConnectionReport): string {
  const worst =
    report.checks.find((check) => check.state === 'fail') ??
    report.checks.find((check) => check.state === 'warn')
  return worst
    ? [worst.message, worst.remedy].filter(Boolean).join(' ')
    : 'The panel answers and accepts the key.'
}

async function saveReport(
  domain: Domain,
  row: ServerRow,
  report: ConnectionReport,
  asked: boolean,
): Promise<void> {
  const offlineChecks = report.verdict === 'offline' ? row.offlineChecks + 1 : 0
  const hiccup = report.verdict === 'offline' && !asked && offlineChecks < offlineChecksToBelieve
  const now = domain.clock.now()
  await domain.database.db
    .update(servers)
    .set({
      ...(hiccup
        ? {}
        : { status: report.verdict, statusMessage: summarise(report), lastChecks: report.checks }),
      offlineChecks,
      lastCheckedAt: now,
      updatedAt: now,
    })
    // A key that changed meanwhile makes this report one about another connection.
    .where(
      and(eq(servers.id, row.id), eq(servers.apiKeyHash, row.apiKeyHash), eq(servers.baseUrl, row.baseUrl)),
    )
}

/** The connection ladder for settings that are not saved. */
export async function testConnection(
  domain: Domain,
  call: Call,
  input: ServerConnection,
): Promise<PublicReport> {
  requireStaff(call)
  const { driver, ...connection } = input
  return present(await driverOf(domain, driver).connect(connection, domain.panelHttp).testConnection())
}

/** A key that cannot even be opened is a finding too, not a fault of this program. */
async function reportOn(
  domain: Domain,
  row: ServerRow,
  check: (client: PanelClient) => Promise<ConnectionReport>,
): Promise<ConnectionReport> {
  try {
    return await check(connectServer(domain, row))
  } catch (error) {
    if (!(error instanceof PanelError)) throw error
    const { message, remedy } = error
    return {
      ok: false,
      verdict: 'needs-operator',
      checks: [{ id: 'key', state: 'fail', message, remedy, durationMs: 0 }],
    }
  }
}

/** The connection ladder for a saved server; its status follows what was found. */
export async function testServer(domain: Domain, call: Call, id: string): Promise<TestedServer> {
  requireStaff(call)
  const row = await findServer(domain.database.db, id)
  const report = await reportOn(domain, row, (client) => client.testConnection())
  await saveReport(domain, row, report, true)
  return { ...present(report), server: await getServer(domain, call, id) }
}

/** The scheduled check of one server. One that needs an operator gets the whole ladder: only that can clear it. */
export async function checkServer(domain: Domain, id: string): Promise<void> {
  const row = await findServer(domain.database.db, id)
  const report = await reportOn(domain, row, (client) =>
    row.status === 'needs-operator' ? client.testConnection() : client.checkHealth(),
  )
  await saveReport(domain, row, report, false)
}

/** Checks every server, side by side; what one does never holds up another. */
export async function checkAllServers(domain: Domain): Promise<void> {
  const rows = await domain.database.db
    .select({ id: servers.id })
    .from(servers)
    .where(isNull(servers.removedAt))
  await Promise.all(
    rows.map(({ id }) =>
      checkServer(domain, id).catch((error) =>
        domain.log.warn({ err: error, serverId: id }, 'server check failed'),
      ),
    ),
  )
}

/** An operation met trouble with the key or the address: the server says so at once, not at its next check. */
export async function markNeedsOperator(domain: Domain, serverId: string, message: string): Promise<void> {
  await domain.database.db
    .update(servers)
    .set({ status: 'needs-operator', statusMessage: message, updatedAt: domain.clock.now() })
    .where(eq(servers.id, serverId))
}
