import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { isStopping, stopOnSignals } from '#server/stop-on-signals.ts'
import { runChild, stopChildren } from './children.ts'
import { givenOptions } from './given-options.ts'
import { startApplication, startInThePast } from './seed/application.ts'
import { openClient } from './seed/client.ts'
import { fill } from './seed/fill.ts'
import { addressOf, panelAddress, startPanels } from './seed/panels.ts'

const usage = `Starts the application and seven sandbox panels, and fills them with customers, hosting, invoices and every kind of failure,
through the API and the engine. Runs until Ctrl-C.

  npm run seed -- [--customers 5000] [--days 60] [--data-dir DIR] [--exit]

  --customers N    number of customers; the share with hosting stays the same
  --days N         number of days of history before today, simulated by moving the clock of the server forward
  --data-dir DIR   folder of the data; with the same folder, the next run continues (default: a new temporary one)
  --exit           stop when the data is complete

WEB_PORT and API_PORT set the ports. SEED_PASSWORD sets the password of every login (default: generated).
`

const { values } = givenOptions(
  () =>
    parseArgs({
      options: {
        customers: { type: 'string', default: '5000' },
        days: { type: 'string', default: '60' },
        'data-dir': { type: 'string', default: '' },
        exit: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }),
  { usage, incorrect: 1 },
)

const kept = z.object({ password: z.string(), panels: z.array(panelAddress), filled: z.boolean() })
const adminEmail = 'admin@example.com'
const say = (text: string) => void process.stdout.write(`${text}\n`)

async function seed(): Promise<void> {
  if (!(await runChild(['scripts/build-web.ts', '--if-changed'])))
    throw new Error('The web app could not be built. See the error above.')
  if (!(await runChild(['scripts/build-docs.ts', '--if-changed'])) && !isStopping())
    process.stderr.write('The documentation could not be built, so /help has none. See the error above.\n')
  const dataDir = resolve(values['data-dir'] || mkdtempSync(join(tmpdir(), 'billing-seed-')))
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'seed.json')
  const before = existsSync(file) ? kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
  const password = before?.password ?? process.env.SEED_PASSWORD ?? randomBytes(9).toString('base64url')
  const panels = await startPanels(dataDir, before?.panels ?? [])
  const env = {
    DATA_DIR: join(dataDir, 'application'),
    ADMIN_EMAIL: adminEmail,
    ADMIN_PASSWORD: password,
    PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
  }
  const startedAt = performance.now()
  const addresses = [...panels].map(([name, panel]) => addressOf(name, panel))
  const keep = (filled: boolean) =>
    writeFileSync(file, `${JSON.stringify({ password, panels: addresses, filled }, null, 2)}\n`, {
      mode: 0o600,
    })
  if (before?.filled) await panels.get('Amsterdam')?.close()
  else {
    keep(false)
    const application = await startInThePast(env)
    const client = await openClient(application.apiUrl, { email: adminEmail, password })
    const [customers, days] = [Number(values.customers), Number(values.days)]
    await fill({ application, client, panels, customers, days, password, say })
    await application.stop()
    keep(true)
    say(`Filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`)
  }
  // From here on it is the server as it is shipped, on the clock of the system.
  const application = await startApplication(env)
  say(`
  Web application   ${application.webUrl}
  API               ${application.apiUrl}
  Sign in as        ${adminEmail}, or as any customer
  Password          ${password}

  Data in ${dataDir}. Ctrl-C stops everything.
`)
  if (!values.exit) return
  await stopChildren()
  await Promise.all([...panels.values()].map((panel) => panel.close()))
}

// The panels run in this process, and write each change at once.
stopOnSignals(stopChildren)
seed().catch((error: unknown) => {
  // A seeding that was stopped fails for that reason.
  if (isStopping()) return
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exit(1)
})
