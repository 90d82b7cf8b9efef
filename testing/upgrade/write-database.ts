import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { bodyOf, type Call, caller, cookieOf, send } from '../http-client.ts'
import { createDatabase } from '../postgres-databases.ts'
import { startOwnPostgres } from '../postgres-server.ts'
import { eventually, runCommand } from '../running-process.ts'
import { earlier, usernames } from './constants.ts'

// Runs an earlier version of the program, with its own packages, and stores its database:
//   node testing/upgrade/write-database.ts FOLDER NAME
// FOLDER is a checkout of that version after `npm ci`. docs/upgrades.md describes the steps.

const [folder, name] = process.argv.slice(2)
if (folder === undefined || name === undefined) {
  process.stderr.write('Usage: node testing/upgrade/write-database.ts FOLDER NAME\n')
  process.exit(2)
}
const checkout = resolve(folder)
const work = mkdtempSync(join(tmpdir(), 'write-database-'))
const run = (program: string, env: Record<string, string>) =>
  runCommand([process.execPath, join(checkout, program)], env)

/** The program refuses to start without a web application. No step here opens it. */
function putWebApp(): void {
  const page = join(checkout, 'web', 'dist', 'index.html')
  mkdirSync(join(page, '..'), { recursive: true })
  if (!existsSync(page)) writeFileSync(page, '<!doctype html>')
}

const startPanel = async (port: number) => {
  const panel = run('sandbox/main.ts', {
    SANDBOX_PORT: String(port),
    SANDBOX_API_KEY: earlier.apiKey,
    SANDBOX_API_SECRET: earlier.apiSecret,
  })
  await panel.says(/listens on (http:\S+);/)
  return panel
}

const onboarded = z.looseObject({
  hosting: z.looseObject({ account: z.looseObject({ id: z.string() }) }).nullable(),
})

const withId = z.looseObject({ id: z.string() })

/** A customer with a plan and a paid invoice, if the version has billing. */
async function sell(admin: Call): Promise<void> {
  const company = {
    legalName: 'Example Hosting GmbH',
    address: { line1: 'Hauptstr. 1', city: 'Berlin', postcode: '10115', country: 'DE' },
    taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
    email: 'billing@hosting.example',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
  }
  const saved = await admin('PATCH', '/api/v1/billing-settings/company', { body: company })
  if (saved.status === 404) return
  bodyOf(saved, 200, z.unknown())
  const vat = { country: 'DE', name: 'VAT', percent: '19', validFrom: '2007-01-01' }
  bodyOf(await admin('POST', '/api/v1/tax-rates', { body: vat }), 201, z.unknown())
  const product = { name: 'Website care', withHosting: false }
  const { id } = bodyOf(await admin('POST', '/api/v1/products', { body: product }), 201, withId)
  const price = { amount: { currency: 'EUR', amount: '2500' }, interval: { unit: 'month' } }
  const { id: priceId } = bodyOf(
    await admin('POST', `/api/v1/products/${id}/prices`, { body: price }),
    201,
    withId,
  )
  const customer = {
    email: 'frida@example.com',
    fullName: 'Customer frida',
    password: earlier.loginPassword,
    subscription: { priceId },
  }
  bodyOf(await admin('POST', '/api/v1/customers', { body: customer }), 201, z.unknown())
  const [invoice] = bodyOf(
    await admin('GET', '/api/v1/invoices?status=open'),
    200,
    z.looseObject({ items: z.array(z.looseObject({ id: z.string(), amountDue: z.unknown() })) }),
  ).items
  const payment = {
    amount: invoice?.amountDue,
    method: 'cash',
    receivedOn: new Date().toISOString().slice(0, 10),
  }
  bodyOf(await admin('POST', `/api/v1/invoices/${invoice?.id}/payments`, { body: payment }), 201, z.unknown())
}

/** Two customers whose hosting is settled, one without hosting, two with an operation, and an alert. */
async function fill(apiUrl: string): Promise<void> {
  const signedIn = await send(`${apiUrl}/api/auth/sign-in/email`, { method: 'POST', body: earlier.admin })
  bodyOf(signedIn, 200, z.unknown())
  const admin = caller(apiUrl, cookieOf(signedIn))
  const addServer = async (label: string, { host, port }: typeof earlier.panel) =>
    bodyOf(
      await admin('POST', '/api/v1/servers', {
        body: {
          name: label,
          baseUrl: `http://${host}:${port}`,
          apiKey: earlier.apiKey,
          apiSecret: earlier.apiSecret,
          capacity: 100,
        },
      }),
      201,
      z.looseObject({ id: z.string() }),
    ).id
  const server = await addServer('First server', earlier.panel)
  const second = await addServer('Second server', earlier.secondPanel)
  const onboard = async (username: string, waitSeconds: number) => {
    const body = {
      email: `${username}@example.com`,
      fullName: `Customer ${username}`,
      password: earlier.loginPassword,
      provisioning: { username, password: earlier.hostingPassword, serverId: server },
    }
    const headers = { prefer: `wait=${waitSeconds}` }
    const { hosting } = bodyOf(await admin('POST', '/api/v1/customers', { body, headers }), 201, onboarded)
    return hosting?.account.id ?? ''
  }
  const addFault = async (rule: object) =>
    bodyOf(
      await send(`http://127.0.0.1:${earlier.panel.port}/_sandbox/faults`, { method: 'POST', body: rule }),
      201,
      z.unknown(),
    )
  const statusOf = async (accountId: string) =>
    bodyOf(
      await admin('GET', `/api/v1/hosting-accounts/${accountId}`),
      200,
      z.looseObject({ status: z.string(), operation: z.looseObject({ status: z.string() }).nullable() }),
    )

  await onboard(usernames.active, 30)
  const suspended = await onboard(usernames.suspended, 30)
  await admin('POST', `/api/v1/hosting-accounts/${suspended}/suspend`, { body: { reason: 'abuse' } })
  await eventually('the account is suspended', async () => (await statusOf(suspended)).status === 'suspended')
  bodyOf(
    await admin('POST', '/api/v1/customers', {
      body: { email: 'carla@example.com', fullName: 'Customer carla', password: earlier.loginPassword },
    }),
    201,
    z.unknown(),
  )
  await sell(admin)
  await addFault({ fault: 'error', path: 'create', username: usernames.waiting, times: 'always' })
  const waiting = await onboard(usernames.waiting, 0)
  await eventually(
    'the operation waits',
    async () => (await statusOf(waiting)).operation?.status === 'waiting',
  )
  await secondPanel.kill()
  await admin('POST', `/api/v1/servers/${second}/test`)
  await addFault({ fault: 'hang-after', path: 'create', username: usernames.running })
  await onboard(usernames.running, 0)
  await eventually('the create hangs', async () => {
    const reply = await send(`http://127.0.0.1:${earlier.panel.port}/_sandbox/faults`)
    return bodyOf(reply, 200, z.looseObject({ hanging: z.number() })).hanging > 0
  })
}

/** A dump that any PostgreSQL and the embedded database can load. */
async function dump(url: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'pg_dump',
    ['--inserts', '--no-owner', '--no-privileges', '--no-comments', url],
    { maxBuffer: 100_000_000 },
  )
  return `${stdout
    .split('\n')
    .map((line) => line.replaceAll(checkout, ''))
    .filter((line) => line !== '' && !/^(--|\\(un)?restrict|SET |SELECT pg_catalog\.set_config)/.test(line))
    .join('\n')}\n`
}

const postgres = await startOwnPostgres()
const panel = await startPanel(earlier.panel.port)
const secondPanel = await startPanel(earlier.secondPanel.port)
try {
  putWebApp()
  const url = await createDatabase(postgres.url, 'earlier')
  const server = run('server/main.ts', {
    DATABASE_URL: url,
    DATA_DIR: join(work, 'data'),
    SECRET_KEY: earlier.secretKey,
    ADMIN_EMAIL: earlier.admin.email,
    ADMIN_PASSWORD: earlier.admin.password,
    WEB_PORT: '0',
    API_PORT: '0',
    PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
    // Nothing listens there, so the jobs of alerts stay.
    ALERT_WEBHOOK_URL: 'http://127.0.0.1:9/alerts',
    ENGINE_SETTLE_MS: '200',
    // The operation that waits has not been tried again when the program is killed.
    ENGINE_BACKOFF_FIRST_MS: '60000',
    SERVER_CHECK_INTERVAL_MS: '0',
  })
  const [, apiUrl = ''] = await server.says(/API (http:\S+)/, 120_000)
  try {
    await fill(apiUrl)
  } catch (error) {
    process.stderr.write(server.output())
    throw error
  } finally {
    await server.kill()
  }
  const path = join(import.meta.dirname, 'databases', `${name}.sql`)
  writeFileSync(path, await dump(url))
  process.stdout.write(`${path}\n`)
} finally {
  await panel.kill()
  await secondPanel.kill()
  await postgres.stop()
  rmSync(work, { recursive: true, force: true })
}
