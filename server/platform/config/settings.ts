import { resolve } from 'node:path'
import { z } from 'zod'
import { plainEmailAddress, problemOfEmail } from '#contracts/email-address.ts'
import {
  bearerToken,
  count,
  headerList,
  host,
  milliseconds,
  networks,
  origin,
  port,
  share,
  timesOfDay,
  webAddress,
  webhookSecret,
} from './kinds.ts'
import { postgresUrl } from './postgres-url.ts'

interface SettingMeta {
  /** Name of the environment variable. */
  readonly name: string
  /** Purpose: the text of docs/settings.md. */
  readonly about: string
  /** The default as written in the environment. Absent: unset. */
  readonly fallback?: string
}

export const settingMeta = new Map<z.ZodType, SettingMeta>()

const setting = <Schema extends z.ZodType>(name: string, schema: Schema, about: string) => {
  const optional = schema.optional()
  settingMeta.set(optional, { name, about })
  return optional
}

const settingWithDefault = <Schema extends z.ZodType>(
  name: string,
  fallback: string & z.input<Schema>,
  schema: Schema,
  about: string,
) => {
  const defaulted = z.prefault(schema, fallback)
  settingMeta.set(defaulted, { name, about, fallback })
  return defaulted
}

const aYearMs = 31_536_000_000

/** All settings, each defined once. docs/settings.md is generated from it. */
export const settings = z.object({
  webPort: settingWithDefault('WEB_PORT', '4000', port, 'Port of the web application.'),
  apiPort: settingWithDefault('API_PORT', '8001', port, 'Port of the HTTP API.'),
  host: settingWithDefault(
    'HOST',
    '127.0.0.1',
    host,
    'Address to listen on. `0.0.0.0` (or `::`, with IPv6) makes the program reachable from the network.',
  ),
  publicUrl: setting(
    'PUBLIC_URL',
    origin,
    "The address that users open. Unset: the origin is the request's Host header, and sign-in works over plain http. Cookies are `Secure` if and only if this address is https. Browsers then use https for this host and its subdomains for a year (HSTS). Requests for another host name are refused with 421, except names without a dot, IP addresses, and health checks.",
  ),
  trustedProxies: settingWithDefault(
    'TRUSTED_PROXIES',
    '',
    networks,
    "Networks of reverse proxies whose `X-Forwarded-For` header is trusted, as comma-separated CIDRs. Unset: the client's address is that of its connection.",
  ),
  dataDir: settingWithDefault(
    'DATA_DIR',
    './data',
    z.string().transform((path) => resolve(path)),
    'Folder of the embedded database and the key file. Back it up. The start removes the permissions of other users, and fails if the folder belongs to another user.',
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    postgresUrl,
    'PostgreSQL 15 or later, instead of the embedded database: `postgres://user:password@host:5432/database`, or `postgres://user@/database?host=/run/postgresql` for a socket. In username and password, write `#` as `%23`, `/` as `%2F`, `?` as `%3F`, `@` as `%40`, `%` as `%25`. A direct connection is recommended. A connection pooler (PgBouncer) works with `pool_mode = session` and `ignore_startup_parameters = extra_float_digits,options,statement_timeout,idle_in_transaction_session_timeout`. With transaction pooling, notifications between processes are lost, so operations wait for the next sweep (`ENGINE_SWEEP_MS`).',
  ),
  secretKey: setting(
    'SECRET_KEY',
    z.string().min(32, 'must have at least 32 characters; to create one, run `openssl rand -base64 32`'),
    'Key that encrypts credentials, at least 32 characters. Unset: a key file is created in `DATA_DIR`. Required unless `ROLE` is `all`. Without the key, the stored credentials cannot be decrypted.',
  ),
  lostKeyId: setting(
    'LOST_KEY_ID',
    z.string().trim(),
    'Id of a permanently lost key. If stored credentials were encrypted with a different key, the program does not start, and its message names the id of that key. With this setting, it starts and lists every credential that must be entered again.',
  ),
  adminEmail: setting(
    'ADMIN_EMAIL',
    z
      .string()
      .overwrite(plainEmailAddress)
      .max(254, 'is too long')
      .refine(
        (address) => problemOfEmail(address, '') === null,
        'must be an email address like admin@example.com',
      ),
    'Email address of the first staff user, an owner, who is created at start only if there is none. Requires `ADMIN_PASSWORD`.',
  ),
  adminPassword: setting(
    'ADMIN_PASSWORD',
    z.string().min(8, 'must have at least 8 characters').max(128, 'can have at most 128 characters'),
    'Password of the first staff user, 8 to 128 characters, not easy to guess. Requires `ADMIN_EMAIL`. Remove it after the first start.',
  ),
  panelAllowedNetworks: settingWithDefault(
    'PANEL_ALLOWED_NETWORKS',
    '',
    networks,
    'Private or loopback networks that panels may be on, as comma-separated CIDRs. Public addresses are always allowed. Link-local addresses, cloud metadata services and the ports of this installation never are.',
  ),
  sandboxPort: settingWithDefault('SANDBOX_PORT', '9000', port, 'Port of the sandbox panel.'),
  mailboxPort: settingWithDefault('MAILBOX_PORT', '9025', port, 'Port of the page of the demo mailbox.'),
  mailboxSmtpPort: settingWithDefault('MAILBOX_SMTP_PORT', '9026', port, 'SMTP port of the demo mailbox.'),
  role: settingWithDefault(
    'ROLE',
    'all',
    z.enum(['all', 'web', 'worker'], { error: 'must be all, web or worker' }),
    'The tasks of this process: `web` serves HTTP, `worker` runs operations and jobs, `all` does both. The embedded database supports only `all`.',
  ),
  logLevel: settingWithDefault(
    'LOG_LEVEL',
    'info',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    }),
    'Minimum level of log lines: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.',
  ),
  signInLimitPerMinute: settingWithDefault(
    'SIGN_IN_LIMIT_PER_MINUTE',
    '60',
    count(1, 1_000_000),
    'Maximum number of sign-in attempts per minute from one client address. The same limit applies to attempts to use set-password links and the setup link, and to invalid API tokens.',
  ),
  wrongPasswordsPerLogin: settingWithDefault(
    'WRONG_PASSWORDS_PER_LOGIN',
    '10',
    count(1, 1_000_000),
    'Maximum number of wrong passwords for one login in 15 minutes, from all addresses together. Each browser and each address from which the login has signed in before has a count of its own, so an attacker cannot lock the owner out.',
  ),
  staffSessionIdleMs: settingWithDefault(
    'STAFF_SESSION_IDLE_MS',
    '28800000',
    milliseconds(600_000, aYearMs),
    'Time without a request after which a session of a staff user ends. At least 10 minutes.',
  ),
  staffSessionLongestMs: settingWithDefault(
    'STAFF_SESSION_LONGEST_MS',
    '43200000',
    milliseconds(600_000, aYearMs),
    'Time after the sign-in at which a session of a staff user ends in any case.',
  ),
  customerSessionIdleMs: settingWithDefault(
    'CUSTOMER_SESSION_IDLE_MS',
    '604800000',
    milliseconds(600_000, aYearMs),
    'Time without a request after which a session of a customer ends. At least 10 minutes.',
  ),
  customerSessionLongestMs: settingWithDefault(
    'CUSTOMER_SESSION_LONGEST_MS',
    '2592000000',
    milliseconds(600_000, aYearMs),
    'Time after the sign-in at which a session of a customer ends in any case.',
  ),
  passwordLinkValidMs: settingWithDefault(
    'PASSWORD_LINK_VALID_MS',
    '259200000',
    milliseconds(1),
    'Time for which a set-password link is valid.',
  ),
  panelDeadlineMs: settingWithDefault(
    'PANEL_DEADLINE_MS',
    '15000',
    milliseconds(1),
    'Deadline of one request to a panel, from connecting to the end of the response.',
  ),
  panelConnectTimeoutMs: settingWithDefault(
    'PANEL_CONNECT_TIMEOUT_MS',
    '5000',
    milliseconds(1),
    'Deadline for connecting to a panel.',
  ),
  panelAnswerMaxBytes: settingWithDefault(
    'PANEL_ANSWER_MAX_BYTES',
    '1048576',
    count(1024, 1_073_741_824),
    'Largest response that is read from a panel, in bytes.',
  ),
  engineSettleMs: settingWithDefault(
    'ENGINE_SETTLE_MS',
    '5000',
    milliseconds(0),
    'Wait between the two lookups that must agree after an attempt of unknown outcome.',
  ),
  engineBackoffFirstMs: settingWithDefault(
    'ENGINE_BACKOFF_FIRST_MS',
    '2000',
    milliseconds(1),
    'Wait before the second attempt of an operation. It doubles with each attempt, with jitter.',
  ),
  engineBackoffMaxMs: settingWithDefault(
    'ENGINE_BACKOFF_MAX_MS',
    '300000',
    milliseconds(1),
    'Longest wait between two attempts.',
  ),
  engineGiveUpAfterMs: settingWithDefault(
    'ENGINE_GIVE_UP_AFTER_MS',
    '86400000',
    milliseconds(1),
    'Time after which an operation that is still being retried needs attention.',
  ),
  engineMaxUnknownAttempts: settingWithDefault(
    'ENGINE_MAX_UNKNOWN_ATTEMPTS',
    '5',
    count(1, 1000),
    'Number of attempts with an unknown outcome after which an operation needs attention.',
  ),
  engineLeaseMs: settingWithDefault(
    'ENGINE_LEASE_MS',
    '45000',
    milliseconds(1),
    'Time after which another worker may take over an operation. It must be at least 1 s longer than `PANEL_DEADLINE_MS`, so that the request of a killed worker has ended before. A third of this time is the interval of renewals, so the default is three times that deadline.',
  ),
  engineSweepMs: settingWithDefault(
    'ENGINE_SWEEP_MS',
    '5000',
    milliseconds(1),
    'Interval at which the engine looks for due operations.',
  ),
  terminationGraceMs: settingWithDefault(
    'TERMINATION_GRACE_MS',
    '0',
    milliseconds(0),
    'Wait before a termination deletes the account on the panel. Staff can cancel it until then.',
  ),
  engineQuarantineMs: settingWithDefault(
    'ENGINE_QUARANTINE_MS',
    '86400000',
    milliseconds(0),
    'Time for which an account that was abandoned after an attempt of unknown outcome keeps its slot, username and email. The panel may still create it.',
  ),
  enginePasswordKeptMs: settingWithDefault(
    'ENGINE_PASSWORD_KEPT_MS',
    '604800000',
    milliseconds(1, 604_800_000),
    'Maximum time for which the encrypted hosting password of an account that does not exist yet is kept: seven days at most. The password is erased as soon as the panel has it. For hosting that waits for its first payment, the time begins after the due date of the invoice, or after a later start.',
  ),
  engineServerConcurrency: settingWithDefault(
    'ENGINE_SERVER_CONCURRENCY',
    '64',
    count(1, 1000),
    'Maximum number of operations that a process runs at once on one server. Below this limit, the engine adapts the number to the response times of the server. A server can have its own, lower limit.',
  ),
  engineBreakerFailures: settingWithDefault(
    'ENGINE_BREAKER_FAILURES',
    '5',
    count(1, 1_000_000),
    'Number of consecutive operations without a response (or with 5xx) after which requests to the server are paused until a probe succeeds. Repeated failures of one operation count once.',
  ),
  engineBreakerOpenMs: settingWithDefault(
    'ENGINE_BREAKER_OPEN_MS',
    '10000',
    milliseconds(1),
    'Wait between the pause of requests and the first probe of the server. It doubles with each failed probe.',
  ),
  engineBreakerOpenMaxMs: settingWithDefault(
    'ENGINE_BREAKER_OPEN_MAX_MS',
    '60000',
    milliseconds(1),
    'Longest wait between two probes.',
  ),
  serverCheckIntervalMs: settingWithDefault(
    'SERVER_CHECK_INTERVAL_MS',
    '60000',
    milliseconds(0),
    'Interval of the status checks of each server, with up to 15% jitter. 0 disables the checks. A pause because of server trouble then ends only after a successful “Test Connection”.',
  ),
  serverTroubleCheckMs: settingWithDefault(
    'SERVER_TROUBLE_CHECK_MS',
    '15000',
    milliseconds(1),
    'Longest wait for the next check of a server after an operation failed because of the key, its permissions, TLS or the address.',
  ),
  reconcileIntervalMs: settingWithDefault(
    'RECONCILE_INTERVAL_MS',
    '21600000',
    milliseconds(0),
    'Interval between the reconciliations of a server, reduced by a random part of up to 20%, so that not all servers are read at once. 0 disables the schedule.',
  ),
  alertWebhookUrl: setting(
    'ALERT_WEBHOOK_URL',
    webAddress,
    'Address that receives a POST request when an alert opens or closes, in the format of standardwebhooks.com. A private or loopback address must be in `PANEL_ALLOWED_NETWORKS`.',
  ),
  alertWebhookSecret: setting(
    'ALERT_WEBHOOK_SECRET',
    webhookSecret,
    'Key that signs alerts (`webhook-signature`), base64 of at least 24 bytes. Unset: alerts are not signed.',
  ),
  webhookDeadlineMs: settingWithDefault(
    'WEBHOOK_DEADLINE_MS',
    '15000',
    milliseconds(1000, 60_000),
    'Deadline of one webhook delivery, from connecting to the end of the response. At most 60 s.',
  ),
  webhookKeptMs: settingWithDefault(
    'WEBHOOK_KEPT_MS',
    '2592000000',
    milliseconds(86_400_000, aYearMs),
    'Time for which webhook deliveries are kept, with the data that they contain. At least one day.',
  ),
  webhookDisableAfterMs: settingWithDefault(
    'WEBHOOK_DISABLE_AFTER_MS',
    '432000000',
    milliseconds(3_600_000, aYearMs),
    'Time of failed attempts without a success after which a webhook endpoint is disabled. At least one hour.',
  ),
  backupDir: setting(
    'BACKUP_DIR',
    z.string().transform((path) => resolve(path)),
    'Folder for backups, which are made by the schedule and by `npm run backup`. Choose a folder on another disk or machine. See docs/backup.md.',
  ),
  backupPassphraseFile: setting(
    'BACKUP_PASSPHRASE_FILE',
    z.string().transform((path) => resolve(path)),
    'File whose first line is the passphrase that encrypts backups, at least 16 characters. Keep a copy of it, and of `SECRET_KEY`, apart from the backups. Required with `BACKUP_DIR` or `BACKUP_S3_ENDPOINT`.',
  ),
  backupSchedule: settingWithDefault(
    'BACKUP_SCHEDULE',
    '02:30',
    timesOfDay,
    'Times of the day in UTC at which a backup is made, separated by commas: `02:30` or `02:30,14:30`. Without `BACKUP_DIR` and `BACKUP_S3_ENDPOINT`, no backup is made.',
  ),
  backupKeepDaily: settingWithDefault(
    'BACKUP_KEEP_DAILY',
    '7',
    count(1, 3650),
    'Number of days whose newest backup is kept.',
  ),
  backupKeepWeekly: settingWithDefault(
    'BACKUP_KEEP_WEEKLY',
    '4',
    count(0, 520),
    'Number of weeks whose newest backup is kept.',
  ),
  backupKeepMonthly: settingWithDefault(
    'BACKUP_KEEP_MONTHLY',
    '12',
    count(0, 120),
    'Number of months whose newest backup is kept.',
  ),
  backupS3Endpoint: setting(
    'BACKUP_S3_ENDPOINT',
    webAddress,
    'Address of an S3-compatible store, instead of `BACKUP_DIR`: `https://s3.eu-central-1.amazonaws.com`, or with a path: `https://store.example.com/storage/v1/s3`. Plain http is possible only inside `PANEL_ALLOWED_NETWORKS`.',
  ),
  backupS3Bucket: setting(
    'BACKUP_S3_BUCKET',
    z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket'),
    'Bucket for backups. Required with `BACKUP_S3_ENDPOINT`.',
  ),
  backupS3Prefix: settingWithDefault(
    'BACKUP_S3_PREFIX',
    '',
    z.string().regex(/^([\w.-]+\/)*$/, 'must end with a slash, and have letters, digits, dots and dashes'),
    'Beginning of the names in the bucket, for example `billing/`.',
  ),
  backupS3Region: settingWithDefault(
    'BACKUP_S3_REGION',
    'us-east-1',
    z.string().regex(/^[\w-]{1,64}$/, 'must be the name of a region'),
    'Region of the bucket. Stores without regions accept the default.',
  ),
  backupS3AccessKeyId: setting(
    'BACKUP_S3_ACCESS_KEY_ID',
    z.string().trim(),
    'Access key of the store. It needs the rights to list, read, write and delete in the bucket, and to list and abort multipart uploads.',
  ),
  backupS3SecretAccessKey: setting(
    'BACKUP_S3_SECRET_ACCESS_KEY',
    z.string().trim(),
    'Secret of the access key.',
  ),
  metricsToken: setting(
    'METRICS_TOKEN',
    bearerToken,
    'Token for `GET /metrics` on `WEB_PORT` and `API_PORT`, sent as `Authorization: Bearer …`: at least 32 characters. Unset: these ports have no metrics.',
  ),
  metricsPort: setting(
    'METRICS_PORT',
    port,
    'Separate port for `/metrics`, `/health` and `/ready`, also of a process with `ROLE=worker`. Without `METRICS_TOKEN`, every program on this machine can read the metrics there.',
  ),
  metricsHost: settingWithDefault(
    'METRICS_HOST',
    '127.0.0.1',
    host,
    'Address to listen on with `METRICS_PORT`. Any other than a loopback address requires `METRICS_TOKEN`.',
  ),
  otlpEndpoint: setting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    webAddress,
    'Address of an OpenTelemetry collector that receives traces as OTLP over HTTP (JSON), for example `http://127.0.0.1:4318`. `/v1/traces` is appended. Unset: nothing is traced.',
  ),
  otlpHeaders: settingWithDefault(
    'OTEL_EXPORTER_OTLP_HEADERS',
    '',
    headerList,
    'Headers for the collector, for example a key: `name=value`, separated by commas, with values URL-encoded.',
  ),
  otelServiceName: settingWithDefault(
    'OTEL_SERVICE_NAME',
    'nextpanel-billing',
    z.string().trim().max(100, 'can have at most 100 characters'),
    'Name of this installation in traces.',
  ),
  otelTracesShare: settingWithDefault(
    'OTEL_TRACES_SAMPLER_ARG',
    '1',
    share,
    'Share of the traces that are sent, from 0 to 1. A trace is sent as a whole or not at all.',
  ),
  shutdownGraceMs: settingWithDefault(
    'SHUTDOWN_GRACE_MS',
    '10000',
    milliseconds(0),
    'Time for running requests, operations and jobs to finish after the program receives a stop signal.',
  ),
})

/** All settings, parsed. docs/settings.md describes each. */
export type Config = Readonly<z.output<typeof settings>>
