import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ConfigError, parseConfig } from '#server/platform/config/index.ts'
import { isStopping, stopOnSignals } from '#server/stop-on-signals.ts'
import { runChild, startChild, stopChildren } from './children.ts'

const secret = (bytes = 24) => randomBytes(bytes).toString('base64url')

const settingsShape = z.object({
  adminEmail: z.string(),
  adminPassword: z.string(),
  apiKey: z.string(),
  apiSecret: z.string(),
})
const mailShape = z.object({ settings: z.unknown() })
type DemoSettings = z.infer<typeof settingsShape>

/** Created once and stored beside the database, so that the next demo continues. */
function openDemoSettings(dataDir: string): { settings: DemoSettings; isNew: boolean } {
  const file = join(dataDir, 'demo.json')
  if (existsSync(file))
    return { settings: settingsShape.parse(JSON.parse(readFileSync(file, 'utf8'))), isNew: false }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const settings = {
    adminEmail: 'admin@example.com',
    adminPassword: secret(12),
    apiKey: `npk_${secret()}`,
    apiSecret: `nps_${secret()}`,
  }
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return { settings, isNew: true }
}

async function fail(): Promise<never> {
  await stopChildren()
  process.exit(1)
}

function start(program: string, env: Record<string, string>): void {
  const child = startChild([program], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn', ...env },
  })
  child.once('exit', () => {
    if (!isStopping()) void fail()
  })
}

async function waitUntilReady(url: string): Promise<void> {
  while (!isStopping()) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null)
    if (answer?.ok) return
    await sleep(100)
  }
}

/** Registers the sandbox and the mailbox once, through the API, as the Server and the Mail page do. */
async function registerSandbox(
  apiUrl: string,
  panelUrl: string,
  mailboxSmtpPort: number,
  settings: DemoSettings,
): Promise<string | null> {
  const send = (method: string, path: string, body: object, cookie = '') =>
    fetch(`${apiUrl}${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
  const signedIn = await send('POST', '/api/auth/sign-in/email', {
    email: settings.adminEmail,
    password: settings.adminPassword,
  })
  if (!signedIn.ok) return "The administrator's password was changed. Sign in with the new one."
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const { apiKey, apiSecret } = settings
  const added = await send(
    'POST',
    '/api/v1/servers',
    {
      name: 'Production Server',
      baseUrl: panelUrl,
      apiKey,
      apiSecret,
      capacity: 100,
      location: 'This machine',
    },
    cookie,
  )
  const setup = await fetch(`${apiUrl}/api/v1/mail/settings`, { headers: { cookie } })
  if (setup.ok && mailShape.parse(await setup.json()).settings === null)
    await send(
      'PATCH',
      '/api/v1/mail/settings',
      {
        host: '127.0.0.1',
        port: mailboxSmtpPort,
        tls: 'none',
        fromAddress: 'no-reply@example.com',
        fromName: 'NextPanel Billing Demo',
        alertsTo: [settings.adminEmail],
      },
      cookie,
    )
  // 409: it exists from an earlier run.
  return added.ok || added.status === 409
    ? null
    : `The sandbox panel could not be registered: ${await added.text()}`
}

async function demo(): Promise<void> {
  const config = parseConfig(process.env)
  const { settings, isNew } = openDemoSettings(config.dataDir)
  if (!(await runChild(['scripts/build-web.ts', '--if-changed'])))
    throw new Error('The web app could not be built. See the error above.')
  if (!(await runChild(['scripts/build-docs.ts', '--if-changed'])) && !isStopping())
    process.stderr.write('The documentation could not be built, so /help has none. See the error above.\n')
  if (isStopping()) return
  const origin = (port: number) => `http://127.0.0.1:${port}`

  start('sandbox/main.ts', {
    HOST: '127.0.0.1',
    SANDBOX_PORT: String(config.sandboxPort),
    SANDBOX_DATA_DIR: join(config.dataDir, 'sandbox'),
    SANDBOX_API_KEY: settings.apiKey,
    SANDBOX_API_SECRET: settings.apiSecret,
  })
  start('sandbox/mailbox/main.ts', {
    MAILBOX_PORT: String(config.mailboxPort),
    MAILBOX_SMTP_PORT: String(config.mailboxSmtpPort),
  })
  start('server/main.ts', {
    ADMIN_EMAIL: settings.adminEmail,
    ADMIN_PASSWORD: settings.adminPassword,
    PANEL_ALLOWED_NETWORKS: [...config.panelAllowedNetworks, '127.0.0.0/8'].join(','),
  })
  await Promise.all([
    waitUntilReady(`${origin(config.sandboxPort)}/api/health`),
    waitUntilReady(`${origin(config.mailboxPort)}/`),
    waitUntilReady(`${origin(config.apiPort)}/ready`),
  ])
  if (isStopping()) return
  const remark = await registerSandbox(
    origin(config.apiPort),
    origin(config.sandboxPort),
    config.mailboxSmtpPort,
    settings,
  )
  const lines = [
    '',
    '  NextPanel Billing is running.',
    '',
    `  Web application   ${origin(config.webPort)}`,
    `  API               ${origin(config.apiPort)}  (described at /docs)`,
    `  Sandbox NextPanel ${origin(config.sandboxPort)}  (lists its accounts)`,
    `  Mailbox           ${origin(config.mailboxPort)}  (receives every mail)`,
    '',
    `  Sign in as        ${settings.adminEmail}`,
    `  Password          ${settings.adminPassword}`,
    '',
    ...(remark ? [`  ${remark}`, ''] : []),
    `  Data in ${config.dataDir}${isNew ? '' : ', from the last run'}. Ctrl-C stops everything.`,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

stopOnSignals(stopChildren)
demo().catch((error: unknown) => {
  // A start that was stopped fails for that reason.
  if (isStopping()) return
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : error}\n`,
  )
  void fail()
})
