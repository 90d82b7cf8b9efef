import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, parseConfig, postgresUrlIn, roleOf } from './index.ts'

const problemsOf = (env: Record<string, string>) => {
  try {
    parseConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('Settings', () => {
  it('are all optional', () => {
    expect(parseConfig({})).toMatchObject({
      webPort: 4000,
      apiPort: 8001,
      host: '127.0.0.1',
      trustedProxies: [],
      dataDir: resolve('data'),
      panelAllowedNetworks: [],
      sandboxPort: 9000,
      mailboxPort: 9025,
      mailboxSmtpPort: 9026,
      role: 'all',
      logLevel: 'info',
      signInLimitPerMinute: 60,
      panelDeadlineMs: 15_000,
      panelConnectTimeoutMs: 5_000,
      panelAnswerMaxBytes: 1_048_576,
      engineSettleMs: 5_000,
      engineBackoffFirstMs: 2_000,
      engineBackoffMaxMs: 300_000,
      engineGiveUpAfterMs: 86_400_000,
      engineMaxUnknownAttempts: 5,
      engineLeaseMs: 45_000,
      engineSweepMs: 5_000,
      engineServerConcurrency: 64,
      serverCheckIntervalMs: 60_000,
      reconcileIntervalMs: 21_600_000,
      backupSchedule: [150],
      backupKeepDaily: 7,
      backupKeepWeekly: 4,
      backupKeepMonthly: 12,
      backupS3Prefix: '',
      backupS3Region: 'us-east-1',
      shutdownGraceMs: 10_000,
    })
  })

  it('count as unset if empty, and are ignored if unknown', () => {
    expect(parseConfig({ WEB_PORT: '', ADMIN_EMAIL: ' ', SOMETHING_ELSE: 'x' })).toEqual(parseConfig({}))
  })

  it('are normalized', () => {
    const config = parseConfig({
      PUBLIC_URL: 'https://Billing.Example.com:443/',
      ADMIN_EMAIL: ' Root@Example.COM ',
      ADMIN_PASSWORD: 'long enough',
      PANEL_ALLOWED_NETWORKS: ' 10.0.0.0/8, ::1,192.0.2.7 ',
      DATABASE_URL: 'postgresql://db.example/billing',
      WEB_PORT: '0',
      SERVER_CHECK_INTERVAL_MS: '0',
    })
    expect(config).toMatchObject({
      publicUrl: 'https://billing.example.com',
      adminEmail: 'root@example.com',
      panelAllowedNetworks: ['10.0.0.0/8', '::1/128', '192.0.2.7/32'],
      databaseUrl: 'postgresql://db.example/billing',
      webPort: 0,
      serverCheckIntervalMs: 0,
    })
  })

  it.each([
    [{ WEB_PORT: '65536' }, 'WEB_PORT must be a port number from 0 to 65535.'],
    [{ API_PORT: '80a' }, 'API_PORT must be a port number from 0 to 65535.'],
    [{ SANDBOX_PORT: '-1' }, 'SANDBOX_PORT must be a port number from 0 to 65535.'],
    [{ ROLE: 'both' }, 'ROLE must be all, web or worker.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent.'],
    [
      { ENGINE_SWEEP_MS: '1.5' },
      'ENGINE_SWEEP_MS must be a whole number of milliseconds from 1 to 2147483647.',
    ],
    [
      { ENGINE_PASSWORD_KEPT_MS: '604800001' },
      'ENGINE_PASSWORD_KEPT_MS must be a whole number of milliseconds from 1 to 604800000.',
    ],
    [{ ENGINE_SERVER_CONCURRENCY: '0' }, 'ENGINE_SERVER_CONCURRENCY must be a whole number from 1 to 1000.'],
    [
      { PUBLIC_URL: 'https://example.com/billing' },
      'PUBLIC_URL must be the address that users open, like https://billing.example.com, without a path.',
    ],
    [
      { PUBLIC_URL: 'example.com' },
      'PUBLIC_URL must be the address that users open, like https://billing.example.com, without a path.',
    ],
    [
      { PANEL_ALLOWED_NETWORKS: '10.0.0.0/8,10.0.0.0/33' },
      'PANEL_ALLOWED_NETWORKS must be networks like 10.0.0.0/8 or fd00::/8, separated by commas; "10.0.0.0/33" is not a network.',
    ],
    [
      { TRUSTED_PROXIES: 'proxy.local' },
      'TRUSTED_PROXIES must be networks like 10.0.0.0/8 or fd00::/8, separated by commas; "proxy.local" is not a network.',
    ],
    [
      { SECRET_KEY: 'short' },
      'SECRET_KEY must have at least 32 characters; to create one, run `openssl rand -base64 32`.',
    ],
    [{ ADMIN_EMAIL: 'root@example.com' }, 'ADMIN_PASSWORD is missing: it is required with ADMIN_EMAIL.'],
    [{ ADMIN_PASSWORD: 'long enough' }, 'ADMIN_EMAIL is missing: it is required with ADMIN_PASSWORD.'],
    [
      { ADMIN_EMAIL: 'root', ADMIN_PASSWORD: 'long enough' },
      'ADMIN_EMAIL must be an email address like admin@example.com.',
    ],
    [{ BACKUP_DIR: '/backups' }, 'BACKUP_PASSPHRASE_FILE is missing: it is required with BACKUP_DIR.'],
    [
      { BACKUP_SCHEDULE: '24:00' },
      'BACKUP_SCHEDULE must be times of the day in UTC like 02:30, separated by commas.',
    ],
    [
      { METRICS_TOKEN: 'short' },
      'METRICS_TOKEN must have 32 to 256 characters, without spaces; to create one, run `openssl rand -base64 32`.',
    ],
    [
      { METRICS_PORT: '9100', METRICS_HOST: '0.0.0.0' },
      'METRICS_HOST=0.0.0.0 needs METRICS_TOKEN: other machines could read the metrics. Set a token, or METRICS_HOST=127.0.0.1.',
    ],
    [{ METRICS_PORT: '8001' }, 'METRICS_PORT is 8001, as WEB_PORT or API_PORT. It must differ.'],
    [{ API_PORT: '4000' }, 'WEB_PORT and API_PORT are both 4000. They must differ.'],
    [
      { ENGINE_BACKOFF_FIRST_MS: '10', ENGINE_BACKOFF_MAX_MS: '5' },
      'ENGINE_BACKOFF_FIRST_MS must not be more than ENGINE_BACKOFF_MAX_MS.',
    ],
  ])('that are invalid are named: %o', (env, sentence) => {
    expect(problemsOf(env)).toEqual([sentence])
  })

  it('keep the lease longer than the deadline of a request', () => {
    expect(problemsOf({ ENGINE_LEASE_MS: '15999' })).toEqual([
      expect.stringMatching(/^ENGINE_LEASE_MS must be at least 1000 more than PANEL_DEADLINE_MS/),
    ])
    expect(problemsOf({ ENGINE_LEASE_MS: '16000' })).toEqual([])
  })

  it('that are invalid are all named at once', () => {
    expect(problemsOf({ WEB_PORT: 'x', ROLE: 'y' })).toHaveLength(2)
  })

  it('never show a password of the database', () => {
    const [sentence] = problemsOf({ DATABASE_URL: 'mysql://me:hunter2@db/billing' })
    expect(sentence).toMatch(/^DATABASE_URL must look like /)
    expect(sentence).not.toContain('hunter2')
  })

  it.each([
    ['postgres://me:hunter#2@db/billing', /write # as %23\.$/],
    ['postgres://me:hunter/2@db/billing', /write \/ as %2F\.$/],
    ['postgres://me:1/hunter2@db/billing', /write \/ as %2F\.$/],
    ['postgres://me:hunter?2@db/billing', /write \? as %3F\.$/],
    ['postgres://me:p@hunter#2@db/billing', /write # as %23\.$/],
    ['postgres://me:p@hunter#2', /write # as %23\.$/],
    ['postgres://me:p@hunter/2@db/billing', /write \/ as %2F\.$/],
    ['postgres://me:p@hunter?2@db/billing', /write \? as %3F\.$/],
    ['postgres://me:#/hunter2@db/billing', /write # as %23 and \/ as %2F\.$/],
    ['postgres://me:%E4hunter2@db/billing', /must look like /],
    ['postgres://me:hunter2@one:5432,two:5432/billing', /must name one host/],
    ['postgres://me:hunter2@db:port/billing', /must look like /],
    ['postgres://me:hunter2@db/billing?sslmode=on', /has an unknown sslmode; use disable, /],
    ['host=db password=hunter2', /must look like /],
    ['jdbc:postgresql://db/billing?password=hunter2', /must look like /],
  ])('explain %s without any part of the password', (url, sentence) => {
    const problems = problemsOf({ DATABASE_URL: url })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^DATABASE_URL /)
    expect(problems[0]).toMatch(sentence)
    expect(problems[0]).not.toMatch(/hunter|%E4/)
  })

  it.each([
    ['postgres://me:p@ss@db/billing', 'postgres://me:p@ss@db/billing'],
    ['postgres://me:100%@db/billing', 'postgres://me:100%25@db/billing'],
    ['postgres://me:a%2Fb%@db/billing', 'postgres://me:a%2Fb%25@db/billing'],
    ['postgres://me:a b@db/billing', 'postgres://me:a%20b@db/billing'],
    ['postgres://me@/billing?host=/run/postgresql', 'postgres://me@/billing?host=/run/postgresql'],
    ['postgres:///billing?host=/run/postgresql', 'postgres:///billing?host=/run/postgresql'],
    ['postgres://db/billing?user=a@b.example', 'postgres://db/billing?user=a@b.example'],
    // The driver checks certificates in these modes, and warns of it in many lines.
    ['postgres://db/billing?sslmode=require', 'postgres://db/billing?sslmode=verify-full'],
    ['postgres://db/b?a=1&sslmode=prefer&c=2', 'postgres://db/b?a=1&sslmode=verify-full&c=2'],
    ['postgres://db/billing?sslmode=no-verify', 'postgres://db/billing?sslmode=no-verify'],
  ])('read DATABASE_URL=%s', (given, read) => {
    expect(parseConfig({ DATABASE_URL: given }).databaseUrl).toBe(read)
  })

  it.each([
    ['postgres://me:secret@db/billing', 'me'],
    ['postgres://me%40example.com@db/billing', 'me@example.com'],
    ['postgres://me@/billing?host=/run/postgresql', 'me'],
    ['postgres://me:secret@?host=/run/postgresql', 'me'],
    ['postgres://db/billing?user=a@b.example', 'a@b.example'],
    ['postgres:///billing?host=/run/postgresql', null],
    ['postgres://db/billing', null],
  ])('find the role in %s', (address, role) => {
    expect(roleOf(parseConfig({ DATABASE_URL: address }).databaseUrl ?? '')).toBe(role)
  })

  it('read DATABASE_ADMIN_URL like DATABASE_URL', () => {
    const read = (address: string) => postgresUrlIn({ DATABASE_ADMIN_URL: address }, 'DATABASE_ADMIN_URL')
    expect(read(' ')).toBeUndefined()
    expect(read('postgres://me:100%@db/b?sslmode=require')).toBe(
      'postgres://me:100%25@db/b?sslmode=verify-full',
    )
    expect(() => read('postgres://me:%E4hunter2@db/billing')).toThrow(/^DATABASE_ADMIN_URL must look like /)
    expect(() => read('postgres://me:hunter#2@db/billing')).toThrow(ConfigError)
  })

  it.each([
    ['[::]', '::'],
    ['::1', '::1'],
    ['0.0.0.0', '0.0.0.0'],
    ['localhost', 'localhost'],
    ['billing-1.internal', 'billing-1.internal'],
  ])('read HOST=%s', (given, read) => {
    expect(parseConfig({ HOST: given }).host).toBe(read)
  })

  it.each([
    'http://0.0.0.0',
    '0.0.0.0:4000',
    '[::',
    '127.0.0.256',
    '*',
    'a/b',
    '10.0.0.0/8',
  ])('name HOST for HOST=%s', (given) => {
    expect(problemsOf({ HOST: given })).toEqual([
      expect.stringMatching(/^HOST must be an IP address or a host name/),
    ])
  })

  it.each(['web', 'worker'])('require PostgreSQL and a key if ROLE is %s', (role) => {
    expect(problemsOf({ ROLE: role })).toEqual([
      expect.stringContaining('needs DATABASE_URL'),
      expect.stringContaining('needs SECRET_KEY'),
    ])
    const complete = { ROLE: role, DATABASE_URL: 'postgres://db/billing', SECRET_KEY: 'k'.repeat(32) }
    expect(parseConfig(complete).role).toBe(role)
  })
})
