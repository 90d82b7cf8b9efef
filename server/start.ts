import { panelDrivers } from '#panels/index.ts'
import { createFirstAdminFromSettings } from '#server/domain/staff/index.ts'
import {
  keepSealed,
  openAuditKey,
  RefusalLog,
  refusalsEveryMs,
  sealEveryMs,
} from '#server/platform/audit/index.ts'
import { hasStaff, purgeSignIns, Sessions } from '#server/platform/auth/index.ts'
import { placeIn, serveSnapshots, snapshotTickMs } from '#server/platform/backup/index.ts'
import { type Clock, type StartTimer, startSystemTimer } from '#server/platform/clock/index.ts'
import { type Config, engineOf, settingWarnings } from '#server/platform/config/index.ts'
import { openDatabase, vacuumDueTables, vacuumTickMs } from '#server/platform/database/index.ts'
import { purgeIdempotencyKeys } from '#server/platform/idempotency/index.ts'
import { openInstallation, renewSetupToken } from '#server/platform/installation/index.ts'
import { openJobs } from '#server/platform/jobs/index.ts'
import { createLog } from '#server/platform/log/index.ts'
import { openNews } from '#server/platform/news/index.ts'
import { createPanelHttp, createWebhookHttp, openSocket } from '#server/platform/outbound/index.ts'
import { version } from '#server/platform/product/index.ts'
import { createMailer } from '#server/platform/smtp/index.ts'
import { openTracing } from '#server/platform/tracing/index.ts'
import { alertQueue, startAlertDelivery } from './domain/alerts/index.ts'
import { BackupScheduler, backupTickMs } from './domain/backups/index.ts'
import { NightlyBooksCheck } from './domain/billing/books/index.ts'
import { billingTickMs, runDueBilling } from './domain/billing/index.ts'
import { BulkActionWorker, purgeBulkActions } from './domain/bulk-actions/index.ts'
import type { Domain } from './domain/context.ts'
import { dunningTickMs, runDunning } from './domain/dunning/index.ts'
import { hostingKinds, releaseQuarantines } from './domain/hosting/index.ts'
import { eraseImportSecrets, ImportWorker } from './domain/imports/index.ts'
import { openSealingKey, recogniseInstallation } from './domain/installation/index.ts'
import { documentForMail } from './domain/invoices/index.ts'
import { longWorkTickMs } from './domain/long-work/index.ts'
import { deliverDueMails, deliveryTickMs, purgeMails } from './domain/mail/index.ts'
import { openMetrics } from './domain/metrics/index.ts'
import { reconcileDueServers, reconcileTickMs } from './domain/reconciliation/index.ts'
import { wipeExpiredPasswords } from './domain/sealing/index.ts'
import {
  probeDueServers,
  purgeServerChecks,
  serverQueueRules,
  startHealthMonitor,
} from './domain/servers/index.ts'
import { activatePaidSubscriptions, activateTickMs } from './domain/subscriptions/index.ts'
import { continueReplays, purgeWebhooks, WebhookSender, webhookTickMs } from './domain/webhooks/index.ts'
import { carryOutWishes, isSuspensionWished, wishTickMs } from './domain/wishes/index.ts'
import { listen, makeApp, makeMonitorApp, requireWebApp, SessionStreams, webAppDir } from './http/index.ts'
import { stopOnSignals } from './stop-on-signals.ts'
import { listenForWork, Queues, startEngine, WorkSignals } from './work/index.ts'

const hourMs = 3_600_000
/** For one delivery. Shorter than its lease. */
const mailDeadlineMs = 60_000
/** Kept of the grace for writing down what was cut off. */
const recordMs = 1000

/**
 * Table of contents: database, jobs, engine, HTTP.
 * @param clock the system's; the seed and the browser tests move their own
 * @param startTimer the system's; the timers of the browser tests follow their clock
 */
export async function start(
  config: Config,
  clock: Clock,
  startTimer: StartTimer = startSystemTimer,
): Promise<void> {
  const startedAt = clock.now()
  const log = createLog({ level: config.logLevel })
  const stops: ((graceMs: number) => Promise<unknown>)[] = []
  const state = { accepting: false }
  const signals = new WorkSignals()
  stopOnSignals(async (signal) => {
    state.accepting = false
    signals.close()
    log.info({ signal }, 'stopping')
    const deadline = performance.now() + config.shutdownGraceMs
    // A program that gets a stop signal during its start may still add to the list.
    for (const end of [...stops])
      await end(Math.max(0, deadline - performance.now())).catch((error) =>
        log.error({ err: error }, 'stopping'),
      )
  })
  const say = (line: string) => process.stdout.write(`${line}\n`)

  if (config.role !== 'worker') requireWebApp()
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir })
  stops.unshift(() => database.close())
  const { newer } = await database.migrate()
  if (newer > 0)
    log.warn(
      { newer },
      'a newer release has migrated this database, and recorded that this release may use it',
    )
  const installation = await openInstallation(database.db)
  const { secretKey, dataDir, lostKeyId } = config
  const { keyring, toEnterAgain } = await openSealingKey(
    { database, clock },
    { secretKey, dataDir, lostKeyId },
  )
  if (toEnterAgain.length > 0)
    say(
      `The key ${lostKeyId} was declared lost. Enter these credentials again:\n${toEnterAgain.map((line) => `- ${line}`).join('\n')}`,
    )

  const jobs = await openJobs({ database, log, startTimer })
  // Also of the processes of this installation with another role, and of the database.
  const ownPorts = new Set([config.apiPort, config.webPort])
  if (config.databaseUrl) ownPorts.add(Number(URL.parse(config.databaseUrl)?.port || 5432))
  if (config.otlpEndpoint !== undefined) {
    const tracing = await openTracing({
      endpoint: config.otlpEndpoint,
      headers: config.otlpHeaders,
      share: config.otelTracesShare,
      resource: { serviceName: config.otelServiceName, version },
      ownPorts,
      log,
    })
    stops.unshift((graceMs) => tracing.stop(graceMs))
  }
  const panelHttp = createPanelHttp({
    allowedNetworks: config.panelAllowedNetworks,
    ownPorts,
    deadlineMs: config.panelDeadlineMs,
    connectTimeoutMs: config.panelConnectTimeoutMs,
    maxBytes: config.panelAnswerMaxBytes,
  })
  stops.unshift(async () => panelHttp.close())
  const webhookHttp = createWebhookHttp({
    allowedNetworks: config.panelAllowedNetworks,
    ownPorts,
    deadlineMs: config.webhookDeadlineMs,
    connectTimeoutMs: config.panelConnectTimeoutMs,
  })
  stops.unshift(async () => webhookHttp.close())
  stops.unshift((graceMs) => jobs.stop(graceMs))
  const mailer = createMailer({
    dial: (to) =>
      openSocket(to, {
        allowedNetworks: config.panelAllowedNetworks,
        ownPorts,
        timeoutMs: config.panelConnectTimeoutMs,
      }),
    deadlineMs: mailDeadlineMs,
  })
  stops.unshift(async () => mailer.close())
  // Without PUBLIC_URL, the address on which the web application listens.
  let linkOrigin = config.publicUrl ?? `http://localhost:${config.webPort}`
  const backupPlace = placeIn(config)
  const domain: Domain = {
    database,
    jobs,
    keyring,
    clock,
    log,
    installation,
    panelHttp,
    mailer,
    webhookHttp,
    webhooks: {
      deadlineMs: config.webhookDeadlineMs,
      keptMs: config.webhookKeptMs,
      disableAfterMs: config.webhookDisableAfterMs,
    },
    linkOrigin: () => linkOrigin,
    linkOriginIsPublic: config.publicUrl !== undefined,
    drivers: panelDrivers,
    signals,
    queues: new Queues(config.engineServerConcurrency),
    queueRules: serverQueueRules,
    kinds: hostingKinds,
    isSuspensionWished,
    documentForMail,
    publicUrl: config.publicUrl,
    passwordLinkValidMs: config.passwordLinkValidMs,
    alertWebhook: config.alertWebhookUrl
      ? { url: config.alertWebhookUrl, secret: config.alertWebhookSecret }
      : null,
    engine: engineOf(config),
    ownProcess: { role: config.role, startedAt },
    backupPlan: backupPlace && { place: backupPlace, schedule: config.backupSchedule },
  }
  const news = await openNews({ database, log, role: config.role })
  stops.unshift(async () => news.close())
  await listenForWork(domain, news)
  const held = await recogniseInstallation(domain)
  await jobs.start([alertQueue])

  const facts = { isRoot: process.getuid?.() === 0, hasStaff: await hasStaff(database.db) }
  for (const warning of settingWarnings(config, facts)) say(`Warning: ${warning}`)
  if (config.adminEmail !== undefined && config.adminPassword !== undefined)
    await createFirstAdminFromSettings(domain, { email: config.adminEmail, password: config.adminPassword })

  const { metricsToken, metricsPort, metricsHost } = config
  const metrics =
    metricsToken === undefined && metricsPort === undefined ? null : openMetrics(domain, config.role)
  if (metrics && metricsPort !== undefined) {
    const app = makeMonitorApp({ domain, state, page: metrics, token: metricsToken ?? null })
    const monitor = await listen(app, { host: metricsHost, port: metricsPort, setting: 'METRICS_PORT' })
    ownPorts.add(Number(new URL(monitor.url).port))
    stops.unshift((graceMs) => monitor.close(graceMs))
    say(`Metrics ${monitor.url}/metrics`)
  }

  if (config.role !== 'web') {
    const engine = await startEngine(domain, () => probeDueServers(domain))
    const monitor =
      config.serverCheckIntervalMs > 0
        ? startHealthMonitor(domain, { intervalMs: config.serverCheckIntervalMs })
        : null
    stops.unshift(async (graceMs) => {
      await engine.stop(Math.max(0, graceMs - recordMs))
      // Calls that still hang are aborted here, so that their outcome is recorded before the database closes.
      panelHttp.close()
      await Promise.all([engine.stop(recordMs), monitor?.stop(recordMs)])
    })
    const importWorker = new ImportWorker(domain)
    // Before the engine: rows in progress may still start operations.
    stops.unshift(() => importWorker.stop())
    jobs.every('imports.run', longWorkTickMs, () => importWorker.take())
    const bulkWorker = new BulkActionWorker(domain)
    stops.unshift(() => bulkWorker.stop())
    jobs.every('bulk-actions.run', longWorkTickMs, () => bulkWorker.take())
    jobs.every('bulk-actions.purge', hourMs, () => purgeBulkActions(domain))
    jobs.every('imports.erase', hourMs, () => eraseImportSecrets(domain))
    await startAlertDelivery(domain)
    jobs.every('mail.deliver', deliveryTickMs, () => deliverDueMails(domain))
    jobs.every('mail.purge', hourMs, () => purgeMails(domain))
    jobs.every('dunning.run', dunningTickMs, () => runDunning(domain))
    jobs.every('dunning.wishes', wishTickMs, () => carryOutWishes(domain))
    const webhookSender = new WebhookSender(domain)
    stops.unshift(async (graceMs) => {
      await webhookSender.settled(Math.max(0, graceMs - recordMs))
      // Deliveries that still hang are aborted here, so that their results are recorded before the database closes.
      webhookHttp.close()
      await webhookSender.settled(recordMs)
    })
    jobs.every('webhooks.replay', webhookTickMs, () => continueReplays(domain))
    jobs.every('webhooks.deliver', webhookTickMs, () => webhookSender.takeDue())
    jobs.every('webhooks.purge', hourMs, () => purgeWebhooks(domain))
    jobs.every('subscriptions.activate', activateTickMs, () => activatePaidSubscriptions(domain))
    jobs.every('billing.run', billingTickMs, () => runDueBilling(domain))
    jobs.every('server-check.purge', hourMs, () => purgeServerChecks(domain))
    if (config.reconcileIntervalMs > 0)
      jobs.every('server.reconcile', reconcileTickMs(config.reconcileIntervalMs), () =>
        reconcileDueServers(domain, config.reconcileIntervalMs),
      )
    const key = await openAuditKey(database.db, keyring)
    jobs.every('audit.seal', sealEveryMs, keepSealed({ database, key, dataDir, clock, log }))
    const booksCheck = new NightlyBooksCheck(domain)
    stops.unshift(async () => booksCheck.stop())
    jobs.every('books.check', hourMs, async () => void (await booksCheck.takeDue()))
    if (database.lite) {
      jobs.every('database.vacuum', vacuumTickMs, async () => void (await vacuumDueTables(database.db)))
      jobs.every('backup.snapshots', snapshotTickMs, serveSnapshots(database, dataDir))
    }
    if (domain.backupPlan) {
      const backups = new BackupScheduler(domain, {
        ...domain.backupPlan,
        passphraseFile: config.backupPassphraseFile,
        retention: {
          daily: config.backupKeepDaily,
          weekly: config.backupKeepWeekly,
          monthly: config.backupKeepMonthly,
        },
        dataDir,
      })
      jobs.every('backup.run', backupTickMs, () => backups.takeDue())
      stops.unshift(() => backups.stop())
    }
    jobs.every('quarantine.release', hourMs, () => releaseQuarantines(domain))
    jobs.every('password.wipe', hourMs, () => wipeExpiredPasswords(domain))
    jobs.every('idempotency.purge', hourMs, () => purgeIdempotencyKeys(database.db, clock))
    jobs.every('sign-in.purge', hourMs, () => purgeSignIns(database.db, clock))
  }

  if (config.role === 'worker') state.accepting = true
  else {
    const { publicUrl, trustedProxies, host, signInLimitPerMinute, wrongPasswordsPerLogin } = config
    const sessions = new Sessions({
      db: database.db,
      clock,
      keyring,
      publicUrl,
      limits: {
        staff: { idleMs: config.staffSessionIdleMs, longestMs: config.staffSessionLongestMs },
        customer: { idleMs: config.customerSessionIdleMs, longestMs: config.customerSessionLongestMs },
      },
    })
    const refusals = new RefusalLog({ database, keyring, clock, log, installationId: installation.id })
    jobs.every('refusals.write', refusalsEveryMs, () => refusals.write())
    stops.unshift(() => refusals.write())
    const limits = { signInLimitPerMinute, wrongPasswordsPerLogin }
    const http = {
      domain,
      sessions,
      streams: new SessionStreams(domain),
      refusals,
      ...limits,
      publicUrl,
      trustedProxies,
      version,
      state,
      metrics: metrics && metricsToken !== undefined ? { page: metrics, token: metricsToken } : null,
    }
    const api = await listen(makeApp({ ...http, webAppDir: null }), {
      host,
      port: config.apiPort,
      setting: 'API_PORT',
    })
    ownPorts.add(Number(new URL(api.url).port))
    stops.unshift((graceMs) => api.close(graceMs))
    const web = await listen(makeApp({ ...http, webAppDir }), {
      host,
      port: config.webPort,
      setting: 'WEB_PORT',
    })
    ownPorts.add(Number(new URL(web.url).port))
    stops.unshift((graceMs) => web.close(graceMs))
    linkOrigin = config.publicUrl ?? web.url
    state.accepting = true
    say(`NextPanel Billing ${version}: web application ${publicUrl ?? web.url}, API ${api.url}`)
    if (held)
      say(
        'This database was copied, restored or moved. Panel requests are on hold until an administrator signs in and confirms that this installation is the primary one.',
      )
    if (!(await hasStaff(database.db))) {
      const token = await renewSetupToken(database.db)
      say(`There is no staff user yet. Create the first one at ${publicUrl ?? web.url}/setup#token=${token}`)
    }
  }
}
