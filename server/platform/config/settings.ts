import { resolve } from 'node:path'
import { z } from 'zod'
import { plainEmailAddress, problemOfEmail } from '#contracts/email-address.ts'
import { count, host, milliseconds, networks, origin, port, webAddress, webhookSecret } from './kinds.ts'
import { postgresUrl } from './postgres-url.ts'

interface SettingMeta {
  /** The environment variable. */
  readonly name: string
  /** What it is for: the text of docs/settings.md. */
  readonly about: string
  /** As it would be written in the environment; absent: unset. */
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

/** Every setting there is, each said once; docs/settings.md is written from it. */
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
    "The address people open. Unset: the origin is the request's Host header, and signing in works over plain http. Cookies are `Secure` if and only if it is https.",
  ),
  trustedProxies: settingWithDefault(
    'TRUSTED_PROXIES',
    '',
    networks,
    "Networks of reverse proxies whose `X-Forwarded-For` is believed, as comma-separated CIDRs. Otherwise the socket's address is the client's.",
  ),
  dataDir: settingWithDefault(
    'DATA_DIR',
    './data',
    z.string().transform((path) => resolve(path)),
    'Folder of the embedded database and the key file. Back it up.',
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    postgresUrl,
    'PostgreSQL 15 or later, instead of the embedded database: `postgres://user:password@host:5432/database`, or `postgres://user@/database?host=/run/postgresql` for a socket. In user name and password, write `#` as `%23`, `/` as `%2F`, `?` as `%3F`, `@` as `%40`, `%` as `%25`. Connect to PostgreSQL itself. A connection pooler (PgBouncer) works with `pool_mode = session` and `ignore_startup_parameters = extra_float_digits,options,statement_timeout,idle_in_transaction_session_timeout`; with transaction pooling, news between processes is lost and work waits for the next sweep.',
  ),
  secretKey: setting(
    'SECRET_KEY',
    z.string().min(32, 'must have at least 32 characters; `openssl rand -base64 32` makes a good one'),
    'What credentials are encrypted with, at least 32 characters. Unset: a key file is made in `DATA_DIR`. Required where `ROLE` is not `all`. Losing it loses the stored credentials.',
  ),
  lostKeyId: setting(
    'LOST_KEY_ID',
    z.string().trim(),
    'Id of a key that is lost for good. The program refuses to start if the data was sealed with another key than the present one, and names the id of that key. With this setting it starts all the same, and lists every credential that must be entered again.',
  ),
  adminEmail: setting(
    'ADMIN_EMAIL',
    z
      .string()
      .overwrite(plainEmailAddress)
      .max(254, 'is too long')
      .refine(
        (address) => problemOfEmail(address, '') === null,
        'must be an e-mail address like admin@example.com',
      ),
    'E-mail address of the first admin, made at start only while there is none. Goes with `ADMIN_PASSWORD`.',
  ),
  adminPassword: setting(
    'ADMIN_PASSWORD',
    z.string().min(8, 'must have at least 8 characters').max(128, 'can have at most 128 characters'),
    "The first admin's password, 8 to 128 characters. Goes with `ADMIN_EMAIL`.",
  ),
  panelAllowedNetworks: settingWithDefault(
    'PANEL_ALLOWED_NETWORKS',
    '',
    networks,
    'Private or loopback networks that panels may be on, as comma-separated CIDRs. Public addresses are always allowed.',
  ),
  sandboxPort: settingWithDefault('SANDBOX_PORT', '9000', port, 'Port of the sandbox panel.'),
  role: settingWithDefault(
    'ROLE',
    'all',
    z.enum(['all', 'web', 'worker'], { error: 'must be all, web or worker' }),
    'What this process does: `web` answers HTTP, `worker` runs jobs, `all` does both. The embedded database accepts only `all`.',
  ),
  logLevel: settingWithDefault(
    'LOG_LEVEL',
    'info',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    }),
    'How much is logged.',
  ),
  signInLimitPerMinute: settingWithDefault(
    'SIGN_IN_LIMIT_PER_MINUTE',
    '60',
    count(1, 1_000_000),
    'Sign-in attempts that one client address may make in a minute; as many tries with set-password links.',
  ),
  passwordLinkValidMs: settingWithDefault(
    'PASSWORD_LINK_VALID_MS',
    '259200000',
    milliseconds(1),
    'How long a set-password link that staff hand over can be used.',
  ),
  panelDeadlineMs: settingWithDefault(
    'PANEL_DEADLINE_MS',
    '15000',
    milliseconds(1),
    'How long one request to a panel may take in all.',
  ),
  panelConnectTimeoutMs: settingWithDefault(
    'PANEL_CONNECT_TIMEOUT_MS',
    '5000',
    milliseconds(1),
    'How long connecting to a panel may take.',
  ),
  panelAnswerMaxBytes: settingWithDefault(
    'PANEL_ANSWER_MAX_BYTES',
    '1048576',
    count(1024, 1_073_741_824),
    'Largest answer that is read from a panel, in bytes.',
  ),
  engineSettleMs: settingWithDefault(
    'ENGINE_SETTLE_MS',
    '5000',
    milliseconds(0),
    'How long after an unknown outcome the engine waits before it looks at the panel.',
  ),
  engineBackoffFirstMs: settingWithDefault(
    'ENGINE_BACKOFF_FIRST_MS',
    '2000',
    milliseconds(1),
    'Wait before the second attempt of an operation; it doubles from there, with jitter.',
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
    'How long an operation is retried before it waits for a person.',
  ),
  engineMaxUnknownAttempts: settingWithDefault(
    'ENGINE_MAX_UNKNOWN_ATTEMPTS',
    '5',
    count(1, 1000),
    'Attempts with an unknown outcome before an operation waits for a person.',
  ),
  engineLeaseMs: settingWithDefault(
    'ENGINE_LEASE_MS',
    '120000',
    milliseconds(1),
    'How long a worker owns an operation before another may take it over. Longer than an attempt can take.',
  ),
  engineSweepMs: settingWithDefault(
    'ENGINE_SWEEP_MS',
    '5000',
    milliseconds(1),
    'How often operations that are due are looked for.',
  ),
  terminationGraceMs: settingWithDefault(
    'TERMINATION_GRACE_MS',
    '0',
    milliseconds(0),
    'How long a termination waits before anything is deleted on the panel. Until then it can be cancelled.',
  ),
  engineQuarantineMs: settingWithDefault(
    'ENGINE_QUARANTINE_MS',
    '86400000',
    milliseconds(0),
    'How long the slot, username and e-mail of an account that was given up stay held after an attempt of unknown outcome, because the panel may still make it.',
  ),
  enginePasswordKeptMs: settingWithDefault(
    'ENGINE_PASSWORD_KEPT_MS',
    '604800000',
    milliseconds(1, 604_800_000),
    'How long a hosting password is kept, encrypted, for an account that is not made yet: seven days at most. It is wiped as soon as the panel has it.',
  ),
  engineServerConcurrency: settingWithDefault(
    'ENGINE_SERVER_CONCURRENCY',
    '64',
    count(1, 1000),
    'The most operations of one server that a process runs at once. Below this the engine adapts to how the server copes; a server can have a lower limit of its own.',
  ),
  engineBreakerFailures: settingWithDefault(
    'ENGINE_BREAKER_FAILURES',
    '5',
    count(1, 1_000_000),
    'Operations in a row that a server leaves without an answer (or answers with 5xx) before nothing more is sent to it until a probe is answered. One operation that fails again and again counts once.',
  ),
  engineBreakerOpenMs: settingWithDefault(
    'ENGINE_BREAKER_OPEN_MS',
    '10000',
    milliseconds(1),
    'How long after that the server is probed; it doubles with each probe that fails.',
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
    'How often the status of every server is checked, each time up to 15% sooner or later. 0 means never; a pause by trouble then ends only by “Test Connection”.',
  ),
  serverTroubleCheckMs: settingWithDefault(
    'SERVER_TROUBLE_CHECK_MS',
    '15000',
    milliseconds(1),
    'How soon a server is checked again after an operation met trouble with it, if its next check is further off: trouble that was over at once holds up nothing for long.',
  ),
  reconcileIntervalMs: settingWithDefault(
    'RECONCILE_INTERVAL_MS',
    '21600000',
    milliseconds(0),
    'How often what every panel has is compared with what is recorded here; up to a fifth less, so that servers are not read all at once. 0 means never by itself.',
  ),
  alertWebhookUrl: setting(
    'ALERT_WEBHOOK_URL',
    webAddress,
    'Where alerts are sent as they open and close: a POST of JSON, as standardwebhooks.com describes it. A private or loopback address must be among `PANEL_ALLOWED_NETWORKS`.',
  ),
  alertWebhookSecret: setting(
    'ALERT_WEBHOOK_SECRET',
    webhookSecret,
    'What alerts are signed with (`webhook-signature`), base64 of at least 24 bytes. Unset: they are not signed.',
  ),
  shutdownGraceMs: settingWithDefault(
    'SHUTDOWN_GRACE_MS',
    '10000',
    milliseconds(0),
    'How long requests and jobs may finish after the program was told to stop.',
  ),
})

/** All settings, parsed; see docs/settings.md for what each is for. */
export type Config = Readonly<z.output<typeof settings>>
