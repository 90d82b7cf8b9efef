import type { ById } from '#contracts/call.ts'
import type {
  ConnectionReport as PublicReport,
  ServerConnection,
  TestedServer,
} from '#contracts/servers/schemas.ts'
import { type ConnectionReport, type PanelClient, PanelError } from '#panels/kit/index.ts'
import type { Context, Domain } from '../context.ts'
import { refuseBadCertificates } from './authorities.ts'
import { checkedConnection, chosenDriver } from './check-input.ts'
import { connectServer, hashKey, type ServerRow } from './connection.ts'
import { takeDueProbes } from './due.ts'
import { findServer, getServer } from './read.ts'
import { withSamePanelHint } from './same-panel-hint.ts'
import { saveReport } from './save-report.ts'

const present = (report: ConnectionReport): PublicReport => ({ ok: report.ok, checks: [...report.checks] })

/** Runs the connection test for settings that are not saved. */
export async function testConnection(ctx: Context, input: ServerConnection): Promise<PublicReport> {
  const driver = chosenDriver(ctx, input.driver)
  const connection = { ...checkedConnection(driver, input), caCertificate: input.caCertificate }
  refuseBadCertificates(input.caCertificate, ctx.clock.now())
  const panel = driver.connect(connection, ctx.panelHttp)
  const tested = { driver: driver.id, apiKeyHash: hashKey(ctx.keyring, connection.apiKey) }
  const report = await panel.testConnection()
  return present(await withSamePanelHint(ctx, tested, { panel, report }))
}

/** A key that cannot be decrypted is a finding, not a defect of this program. */
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

/** Runs the connection test for a saved server and updates its status. */
export async function testServer(ctx: Context, { id }: ById): Promise<TestedServer> {
  const row = await findServer(ctx.database.db, id)
  const startedAt = performance.now()
  const report = await reportOn(ctx, row, async (panel) =>
    withSamePanelHint(ctx, row, { panel, report: await panel.testConnection() }),
  )
  const durationMs = performance.now() - startedAt
  await saveReport(ctx, row, { report, askedBy: 'person', whole: true, durationMs })
  return { ...present(report), server: await getServer(ctx, { id }) }
}

/**
 * Runs one scheduled check of a server. A server that needs an operator, or whose operations are paused
 * because of trouble, gets the whole connection test: only that can clear it.
 */
export async function checkServer(
  domain: Domain,
  id: string,
  askedBy: 'schedule' | 'probe' = 'schedule',
): Promise<void> {
  const row = await findServer(domain.database.db, id)
  const whole = row.status === 'needs-operator' || row.pausedBy === 'trouble'
  const startedAt = performance.now()
  const report = await reportOn(domain, row, (client) =>
    whole ? client.testConnection() : client.checkHealth(),
  )
  // A stopping process aborts running calls, which does not indicate a problem with the server.
  if (domain.signals.closed) return
  await saveReport(domain, row, { report, askedBy, whole, durationMs: performance.now() - startedAt })
}

/**
 * Checks the servers whose breaker is due for a probe. Each check is independent, so a server that hangs
 * delays no other.
 */
export async function probeDueServers(domain: Domain): Promise<void> {
  for (const id of await takeDueProbes(domain))
    checkServer(domain, id, 'probe').catch((error: unknown) =>
      domain.log.warn({ err: error, serverId: id }, 'server probe failed'),
    )
}
