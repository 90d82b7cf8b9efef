import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiToken } from '../testing/api-token.ts'
import { type CliUser, cliUser, screenText } from '../testing/cli.ts'
import { type RunningSystem, startSystem } from '../testing/running-system.ts'

let system: RunningSystem
let token: string
/** Signed in by the environment. */
let user: CliUser
const users: CliUser[] = []

const newUser = (env: Record<string, string> = {}) => {
  const made = cliUser(env)
  users.push(made)
  return made
}
const signedIn = (): Record<string, string> => ({
  NEXTPANEL_BILLING_URL: system.apiUrl,
  NEXTPANEL_BILLING_TOKEN: token,
})

beforeAll(async () => {
  system = await startSystem()
  token = await createApiToken(system)
  user = newUser(signedIn())
})
afterAll(async () => {
  for (const one of users) one.remove()
  await system?.remove()
})

describe('The login', () => {
  const fileOf = ({ folder }: CliUser) => join(folder, '../home/.config/nextpanel-billing/login.json')

  it('is read from a terminal without being shown, and stored for its owner only', async () => {
    const person = newUser()
    const { code, stdout } = await person.terminal(`nextpanel-billing login ${system.apiUrl}`, {
      answer: { to: /API token \(not shown\): $/, text: `${token}\r` },
    })
    expect([code, stdout]).toEqual([0, expect.stringContaining('Signed in to')])
    expect(stdout).not.toContain(token)
    expect(statSync(fileOf(person)).mode & 0o777).toBe(0o600)
    expect(statSync(join(fileOf(person), '..')).mode & 0o777).toBe(0o700)
    expect((await person.shell('nextpanel-billing customers list')).code).toBe(0)

    const elsewhere = await person.shell('nextpanel-billing customers list', {
      env: { NEXTPANEL_BILLING_URL: 'https://elsewhere.example' },
    })
    expect([elsewhere.code, elsewhere.stderr]).toEqual([
      3,
      expect.stringContaining('so it is not sent there'),
    ])

    chmodSync(fileOf(person), 0o644)
    const open = await person.shell('nextpanel-billing customers list')
    expect([open.code, open.stderr]).toEqual([3, expect.stringContaining('chmod 600')])
  })

  it('with a token that does not work stores nothing', async () => {
    const person = newUser()
    const wrong = `${token.slice(0, -4)}AAAA`
    const { code, stderr, stdout } = await person.shell(`nextpanel-billing login ${system.apiUrl}`, {
      input: wrong,
    })
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain('Nothing was stored.')
    expect(stderr).not.toContain(wrong)
    expect(existsSync(fileOf(person))).toBe(false)
  })

  it('accepts a token with a single permission', async () => {
    const few = await createApiToken(system, { permissions: ['servers.read'] })
    const person = newUser()
    expect((await person.shell(`nextpanel-billing login ${system.apiUrl}`, { input: few })).code).toBe(0)
    const refused = await person.shell('nextpanel-billing customers list')
    expect([refused.code, refused.stdout]).toEqual([3, ''])
    expect(refused.stderr).toMatch(/permission customers\.read.*\n {2}\(forbidden, request [\da-f-]{36}\)/)
    const checked = await person.shell('nextpanel-billing doctor')
    expect(checked.code).toBe(0)
    expect(checked.stdout).toMatch(/^pass +servers\.read/m)
    expect(checked.stdout).toMatch(/^warn +customers\.write: .*permission customers\.write/m)
  })

  it.each([
    [
      'an address without encryption',
      'login http://billing.example.com',
      'others on the network could read the token',
    ],
    ['an address with a path', 'login https://billing.example.com/api', 'without a path'],
    ['no address', 'login', 'Write the address'],
  ])('is refused with %s before a token is read', async (_name, command, reason) => {
    const { code, stderr } = await newUser().shell(`nextpanel-billing ${command}`)
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)])
  })
})

describe('The exit code and the error', () => {
  it.each([
    [2, 'customers lst', /unknown command 'lst'\n\(Did you mean list\?\)/],
    [2, 'customers add --email a@example.com', /required option '--name <name>'/],
    [2, 'customers list --limit 1000', /whole number from 1 to 100/],
    [2, 'customers add --email a@example.com --name A', /Add one of --password-link/],
    [
      2,
      'customers add --email a@example.com --name A --password-link --server x',
      /--server needs --hosting/,
    ],
    [2, 'customers import missing.csv --yes', /missing\.csv/],
    [2, 'customers import customers.csv', /Add --yes or --dry-run/],
    [
      1,
      'customers add --email nonsense --name A --password-link',
      /Email is not a valid address.*\n {2}\(invalid-body, request /,
    ],
    [1, 'servers test Missing', /There is no server "Missing"/],
    [1, 'operations retry 0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11', /\(not-found, request /],
  ])('is %i for: %s', async (expected, command, message) => {
    const { code, stdout, stderr } = await user.shell(`nextpanel-billing ${command}`)
    expect([code, stdout]).toEqual([expected, ''])
    expect(stderr).toMatch(message)
  })

  it('is 3 without a login, and 4 without a server', async () => {
    const without = await newUser().shell('nextpanel-billing customers list')
    expect([without.code, without.stderr]).toEqual([3, expect.stringContaining('No login.')])
    const env = { NEXTPANEL_BILLING_URL: 'http://127.0.0.1:1' }
    const unreachable = await user.shell('nextpanel-billing customers list', { env })
    expect([unreachable.code, unreachable.stderr]).toEqual([
      4,
      expect.stringContaining('could not be reached'),
    ])
    const checked = await user.shell('nextpanel-billing doctor', { env })
    expect([checked.code, checked.stdout]).toEqual([4, expect.stringMatching(/^fail +connection: /m)])
    const panel = await user.shell('nextpanel-billing customers list', {
      env: { NEXTPANEL_BILLING_URL: system.sandbox.url },
    })
    expect([panel.code, panel.stderr]).toEqual([
      4,
      expect.stringContaining('not as NextPanel Billing answers'),
    ])
  })

  it('is 0 if the reader of the output ends early', async () => {
    const { code } = await user.shell('set -o pipefail; nextpanel-billing --help | head -1')
    expect(code).toBe(0)
  })
})

describe('A repeated command', () => {
  it('with the same idempotency key creates one customer', async () => {
    const command =
      'nextpanel-billing customers add --email once@example.com --name Once --password-link --idempotency-key k1 --json'
    const runs = [await user.shell(command), await user.shell(command)]
    const ids = runs.map(({ stdout }) => JSON.parse(stdout).customer.id)
    expect(ids[0]).toBe(ids[1])
  })
})

describe('An import', () => {
  it('is read from standard input', async () => {
    const { code, stdout } = await user.shell(
      'nextpanel-billing customers import - --yes --passwords link --json',
      {
        input: 'Email,Full Name\npiped@example.com,Piped\n',
      },
    )
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { status: 'finished', counts: { done: 1 } }])
  })

  it('asks on a terminal, and imports nothing after no', async () => {
    writeFileSync(join(user.folder, 'one.csv'), 'Email,Full Name\nasked@example.com,Asked\n')
    const { code, stdout } = await user.terminal(
      'nextpanel-billing customers import one.csv --passwords link',
      {
        answer: { to: /Import 1 rows\? \[y\/N\] $/, text: 'n\r' },
      },
    )
    expect([code, stdout]).toEqual([1, expect.stringContaining('Nothing was imported.')])
    const found = await user.shell('nextpanel-billing customers list --search asked@example.com --json')
    expect(JSON.parse(found.stdout).items).toEqual([])
  })

  it('does not hand out credentials for a file that exists', async () => {
    writeFileSync(join(user.folder, 'taken.csv'), 'mine')
    const { code, stderr } = await user.shell('nextpanel-billing imports credentials latest taken.csv')
    expect([code, stderr]).toEqual([2, expect.stringContaining('is not replaced')])
    expect(readFileSync(join(user.folder, 'taken.csv'), 'utf8')).toBe('mine')
    const later = await user.shell('nextpanel-billing imports show latest --json')
    expect(JSON.parse(later.stdout).credentials.downloadedAt).toBeNull()
  })

  it('continues on the server after Ctrl+C, and is followed, paused, resumed and cancelled', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => `many${at}@example.com,Many ${at}\n`)
    writeFileSync(join(user.folder, 'many.csv'), `Email,Full Name\n${rows.join('')}`)
    const { code, stderr } = await user.shell(
      'nextpanel-billing customers import many.csv --yes --passwords link',
      {
        interruptAt: /Importing: /,
      },
    )
    expect(code).toBe(130)
    const page = readFileSync(join(import.meta.dirname, '../docs/cli.md'), 'utf8')
    const id = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/.exec(stderr)?.[0] ?? ''
    const shown = stderr
      .slice(stderr.indexOf('error:'))
      .replaceAll(id, '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11')
    expect(page).toContain(`\`\`\`text interrupted\n${shown}\`\`\``)

    const paused = await user.shell(`nextpanel-billing imports pause ${id}`)
    expect([paused.code, paused.stdout]).toEqual([0, expect.stringContaining(`Import ${id} is paused: `)])
    const followed = await user.shell(`nextpanel-billing imports follow ${id}`)
    expect([followed.code, followed.stdout]).toEqual([5, expect.stringContaining('is paused')])
    expect((await user.shell('nextpanel-billing imports resume latest')).stdout).toContain('is running')
    const terminal = await user.terminal('nextpanel-billing imports follow latest', {
      interruptAt: /Importing {2}/,
    })
    expect(screenText(terminal.stdout)).toMatch(/^Importing {2}[█░]{24} +\d+% {2}[\d,]+ of 5,000 rows/m)
    const cancelled = await user.shell(`nextpanel-billing imports cancel ${id}`)
    expect([cancelled.code, cancelled.stdout]).toEqual([0, expect.stringContaining('is cancelled')])
  }, 120_000)
})

describe('Names that act on a terminal', () => {
  const name = '\u001b]52;c;cm0gLXJmIC8=\u0007\u001b[2J\u009b31mEvil\u202e\r\nfake line'
  let server: Server
  let env: Record<string, string>
  beforeAll(async () => {
    const customer = {
      id: 'id',
      email: 'a@b.c',
      fullName: name,
      companyName: null,
      isActive: true,
      hosting: { usernames: [name], attention: 0 },
    }
    server = createServer((request, response) => {
      const isList = request.method === 'GET'
      const problem = {
        status: 409,
        code: name,
        detail: name,
        errors: [{ path: name, message: name }],
        requestId: name,
      }
      const type = isList ? 'application/json' : 'application/problem+json'
      response.writeHead(isList ? 200 : 409, { 'content-type': type })
      response.end(JSON.stringify(isList ? { items: [customer], nextCursor: null } : problem))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    env = {
      NEXTPANEL_BILLING_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      NO_COLOR: '1',
    }
  })
  afterAll(() => server?.close())

  const acts = /[^\P{Cc}\r\n\t]|[\u202a-\u202e\u2066-\u2069]/u

  it.each([
    ['a table', 'customers list', 0],
    ['JSON', 'customers list --json', 0],
    ['an error', 'customers add --email a@b.c --name A --password-link', 1],
  ])('do not reach it in %s', async (_name, command, expected) => {
    const { code, stdout } = await user.terminal(`nextpanel-billing ${command}`, { env })
    expect([code, stdout]).toEqual([expected, expect.stringContaining('Evil')])
    expect(stdout).not.toMatch(acts)
    expect(stdout).not.toMatch(/^fake line/m)
  })
})

describe('Colors', () => {
  const checks = 'nextpanel-billing doctor'
  it('appear only on terminals, and not with NO_COLOR', async () => {
    const env = { TERM: 'xterm-256color' }
    const green = '\u001b[32mpass'
    expect((await user.terminal(checks, { env })).stdout).toContain(green)
    expect((await user.terminal(checks, { env: { ...env, NO_COLOR: '1' } })).stdout).not.toContain('\u001b')
    expect((await user.shell(checks, { env: { ...env, FORCE_COLOR: '1' } })).stdout).not.toContain('\u001b')
  })
})
