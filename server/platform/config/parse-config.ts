import { OperatorError } from '#server/platform/errors/index.ts'
import { isLoopback } from './loopback.ts'
import { postgresUrl } from './postgres-url.ts'
import { type Config, settingMeta, settings } from './settings.ts'

/** Kept of a lease for recording the outcome of a request. */
const recordMs = 1000

/** The message has one sentence for each invalid setting, one per line. */
export class ConfigError extends OperatorError {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** An empty value counts as unset. Unknown variables are ignored. @throws {ConfigError} */
export const parseConfig = (env: Record<string, string | undefined>): Config => {
  const result = settings.safeParse(valuesByKey(env))
  if (!result.success) {
    const sentences = result.error.issues.map((issue) => `${nameOf(issue.path[0])} ${issue.message}.`)
    throw new ConfigError([...new Set(sentences)])
  }
  const clashes = clashesIn(result.data)
  if (clashes.length > 0) throw new ConfigError(clashes)
  return result.data
}

/**
 * Returns the address of PostgreSQL in one variable, or undefined if it is unset. For the programs of the administration:
 * the application has no DATABASE_ADMIN_URL.
 * @throws {ConfigError}
 */
export const postgresUrlIn = (
  env: Record<string, string | undefined>,
  name: 'DATABASE_URL' | 'DATABASE_ADMIN_URL',
): string | undefined => {
  const value = env[name] ?? ''
  if (value.trim() === '') return undefined
  const result = postgresUrl.safeParse(value)
  if (!result.success) throw new ConfigError(result.error.issues.map(({ message }) => `${name} ${message}.`))
  return result.data
}

const valuesByKey = (env: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.keys(settings.shape).map((key) => {
      const value = env[nameOf(key)]
      return [key, value === undefined || value.trim() === '' ? undefined : value]
    }),
  )

const nameOf = (key: PropertyKey | undefined): string => {
  const schema = Object.entries(settings.shape).find(([name]) => name === key)?.[1]
  return (schema && settingMeta.get(schema)?.name) ?? String(key)
}

/** Returns errors that depend on a combination of settings. */
const clashesIn = (config: Config): string[] => {
  const clashes: string[] = []
  if (config.role !== 'all' && config.databaseUrl === undefined) {
    clashes.push(
      `ROLE=${config.role} needs DATABASE_URL: only one process can use the embedded database, with ROLE=all.`,
    )
  }
  if (config.role !== 'all' && config.secretKey === undefined) {
    clashes.push(
      `ROLE=${config.role} needs SECRET_KEY, the same for all processes; to create one, run \`openssl rand -base64 32\`.`,
    )
  }
  if (config.adminEmail !== undefined && config.adminPassword === undefined) {
    clashes.push('ADMIN_PASSWORD is missing: it is required with ADMIN_EMAIL.')
  }
  if (config.adminPassword !== undefined && config.adminEmail === undefined) {
    clashes.push('ADMIN_EMAIL is missing: it is required with ADMIN_PASSWORD.')
  }
  if (config.webPort === config.apiPort && config.webPort !== 0 && config.role !== 'worker') {
    clashes.push(`WEB_PORT and API_PORT are both ${config.webPort}. They must differ.`)
  }
  if (
    config.metricsPort !== undefined &&
    config.metricsToken === undefined &&
    !isLoopback(config.metricsHost)
  ) {
    clashes.push(
      `METRICS_HOST=${config.metricsHost} needs METRICS_TOKEN: other machines could read the metrics. Set a token, or METRICS_HOST=127.0.0.1.`,
    )
  }
  const httpPorts = config.role === 'worker' ? [] : [config.webPort, config.apiPort]
  if (config.metricsPort && httpPorts.includes(config.metricsPort)) {
    clashes.push(`METRICS_PORT is ${config.metricsPort}, as WEB_PORT or API_PORT. It must differ.`)
  }
  if (config.engineBackoffFirstMs > config.engineBackoffMaxMs) {
    clashes.push('ENGINE_BACKOFF_FIRST_MS must not be more than ENGINE_BACKOFF_MAX_MS.')
  }
  if (config.engineLeaseMs < config.panelDeadlineMs + recordMs) {
    clashes.push(
      `ENGINE_LEASE_MS must be at least ${recordMs} more than PANEL_DEADLINE_MS: a worker must own an operation until its request has ended and the outcome is recorded.`,
    )
  }
  if (config.engineBreakerOpenMs > config.engineBreakerOpenMaxMs) {
    clashes.push('ENGINE_BREAKER_OPEN_MS must not be more than ENGINE_BREAKER_OPEN_MAX_MS.')
  }
  if (config.alertWebhookSecret !== undefined && config.alertWebhookUrl === undefined) {
    clashes.push('ALERT_WEBHOOK_URL is missing: it is required with ALERT_WEBHOOK_SECRET.')
  }
  clashes.push(...clashesOfBackups(config))
  return clashes
}

const clashesOfBackups = (config: Config): string[] => {
  const { backupDir, backupS3Endpoint } = config
  if (backupDir === undefined && backupS3Endpoint === undefined) return []
  const missing: (readonly [string, unknown])[] = [['BACKUP_PASSPHRASE_FILE', config.backupPassphraseFile]]
  if (backupS3Endpoint !== undefined)
    missing.push(
      ['BACKUP_S3_BUCKET', config.backupS3Bucket],
      ['BACKUP_S3_ACCESS_KEY_ID', config.backupS3AccessKeyId],
      ['BACKUP_S3_SECRET_ACCESS_KEY', config.backupS3SecretAccessKey],
    )
  const needing = backupS3Endpoint === undefined ? 'BACKUP_DIR' : 'BACKUP_S3_ENDPOINT'
  const clashes = missing
    .filter(([, value]) => value === undefined)
    .map(([name]) => `${name} is missing: it is required with ${needing}.`)
  if (backupDir !== undefined && backupS3Endpoint !== undefined)
    clashes.push('BACKUP_DIR and BACKUP_S3_ENDPOINT are both set. Choose one of them.')
  return clashes
}
