import type { PanelDriver } from '#panels/kit/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import type { Config } from '#server/platform/config/index.ts'
import { type Database, explainFailure } from '#server/platform/database/index.ts'
import { createPanelHttp, openSocket } from '#server/platform/outbound/index.ts'
import { version } from '#server/platform/product/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { createMailer } from '#server/platform/smtp/index.ts'
import { checkDatabaseClock } from './clock.ts'
import { checkConfiguration } from './configuration.ts'
import { checkDatabase, openForCheck } from './database.ts'
import { checkDisk } from './disk.ts'
import { type Finding, failed, ok } from './finding.ts'
import { missingKey, readKey } from './key.ts'
import { checkMail } from './mail.ts'
import { checkPanels } from './panels.ts'

const mailDeadlineMs = 20_000

/** Checks the installation from the outside in, and changes nothing. */
export async function examine(
  env: NodeJS.ProcessEnv,
  drivers: ReadonlyMap<string, PanelDriver>,
): Promise<Finding[]> {
  const program = ok('program', `This is NextPanel Billing ${version} on Node.js ${process.versions.node}.`)
  const { config, findings: ofConfiguration } = checkConfiguration(env)
  const findings = [program, ...ofConfiguration]
  if (!config) return findings
  const isPrivate = config.databaseUrl === undefined || config.secretKey === undefined
  findings.push(...(await checkDisk(config.dataDir, { isPrivate })))
  const key = await readKey(config)
  findings.push(...key.findings)
  const opened = await openForCheck(config)
  findings.push(...opened.findings)
  const { database } = opened
  if (!database) return findings
  try {
    const { isUsable, findings: ofDatabase } = await checkDatabase(database)
    findings.push(...ofDatabase)
    findings.push(...(await checkDatabaseClock(database, systemClock)))
    if (isUsable && key.keyring)
      findings.push(...(await checkOthers(config, { database, keyring: key.keyring }, drivers)))
    else if (isUsable && key.findings.length === 0) findings.push(missingKey)
  } catch (error) {
    const failure = explainFailure(error)
    if (!failure) throw error
    findings.push(failed('database', failure.message, failure.remedy))
  } finally {
    await database.close()
  }
  return findings
}

/** The checks that need stored credentials. */
async function checkOthers(
  config: Config,
  stored: { readonly database: Database; readonly keyring: Keyring },
  drivers: ReadonlyMap<string, PanelDriver>,
): Promise<Finding[]> {
  const { panelAllowedNetworks: allowedNetworks, panelConnectTimeoutMs: connectTimeoutMs } = config
  const ownPorts = new Set<number>()
  const panelHttp = createPanelHttp({
    allowedNetworks,
    ownPorts,
    deadlineMs: config.panelDeadlineMs,
    connectTimeoutMs,
    maxBytes: config.panelAnswerMaxBytes,
  })
  const mailer = createMailer({
    dial: (to) => openSocket(to, { allowedNetworks, ownPorts, timeoutMs: connectTimeoutMs }),
    deadlineMs: mailDeadlineMs,
  })
  try {
    const [mail, panels] = await Promise.all([
      checkMail(stored, (server) => mailer.check(server)),
      checkPanels({ ...stored, drivers, clock: systemClock, panelHttp }),
    ])
    return [...mail, ...panels]
  } finally {
    panelHttp.close()
    mailer.close()
  }
}
