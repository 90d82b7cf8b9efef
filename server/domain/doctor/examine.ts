import type { PanelDriver } from '#panels/kit/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import type { Config } from '#server/platform/config/index.ts'
import type { Database } from '#server/platform/database/index.ts'
import { createPanelHttp, openSocket } from '#server/platform/outbound/index.ts'
import { version } from '#server/platform/product/index.ts'
import { findKeyring } from '#server/platform/secrets/index.ts'
import { createMailer } from '#server/platform/smtp/index.ts'
import { checkDatabaseClock } from './clock.ts'
import { checkConfiguration } from './configuration.ts'
import { checkDatabase, openForCheck } from './database.ts'
import { checkDisk } from './disk.ts'
import { type Finding, failed, ok } from './finding.ts'
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
  const opened = await openForCheck(config)
  findings.push(...opened.findings)
  const { database } = opened
  if (!database) return findings
  try {
    const { isUsable, findings: ofDatabase } = await checkDatabase(database)
    findings.push(...ofDatabase, ...(await checkDatabaseClock(database, systemClock)))
    if (isUsable) findings.push(...(await checkOthers(config, database, drivers)))
    return findings
  } finally {
    await database.close()
  }
}

/** The checks that need stored credentials. */
async function checkOthers(
  config: Config,
  database: Database,
  drivers: ReadonlyMap<string, PanelDriver>,
): Promise<Finding[]> {
  const keyring = await findKeyring(config)
  if (!keyring)
    return [
      failed(
        'configuration',
        'There is a database, but no SECRET_KEY and no key file in DATA_DIR.',
        'Restore the key file from the backup, or set SECRET_KEY. Without it, stored credentials cannot be decrypted.',
      ),
    ]
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
      checkMail({ database, keyring }, (server) => mailer.check(server)),
      checkPanels({ database, keyring, drivers, clock: systemClock, panelHttp }),
    ])
    return [...mail, ...panels]
  } finally {
    panelHttp.close()
    mailer.close()
  }
}
