import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { hostingAccountTransitions } from '#contracts/hosting/states.ts'
import { operationTransitions } from '#contracts/operations/states.ts'
import { webhookEvents } from '#contracts/webhooks/events.ts'
import { newId } from '#server/platform/clock/index.ts'
import { version } from '#server/platform/product/index.ts'
import { bodyOf } from '../http-client.ts'
import { type Block, blocksOf } from '../page-commands.ts'
import { dropDatabase } from '../postgres-databases.ts'
import { adminLogin } from '../running-system.ts'
import { checkCommand, commandsIn } from './options.ts'
import { openPlace, type Place, root } from './place.ts'
import { transitionsIn, transitionsOf } from './states.ts'

// Every code block of the documentation is run or compared, here or by another test file. A new block needs an entry.

vi.setConfig({ testTimeout: 300_000 })

interface Entry {
  readonly page: string
  readonly language: string
  /** A part of the block, if the page has others of this language. */
  readonly has?: string
  /** Another test file, which reads the page and runs or compares the block. */
  readonly by?: string
  /** The reason why a command is only compared with the program, or is run by a test that does not read the page. */
  readonly why?: string
  /** Runs or compares it here. */
  readonly check?: (text: string, page: string) => unknown
}

let place: Place
beforeAll(async () => {
  place = await openPlace()
})
afterAll(() => place?.close())

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const exist = (text: string) => commandsIn(text).forEach(checkCommand)

function existsAll(paths: readonly string[]): void {
  expect(paths.length).toBeGreaterThan(0)
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
}

const customers = z.object({ items: z.array(z.object({ id: z.string(), email: z.string() })) })
const listCustomers = async () =>
  bodyOf(await place.system.admin('GET', '/api/v1/customers'), 200, customers).items

/** The names of the SQL block, which the command after it uses. */
const owner = { name: `page_${newId().replaceAll('-', '')}`, password: newId() }
const withNames = (text: string) =>
  text.replace(/\bbilling(_owner)?\b/g, `${owner.name}$1`).replaceAll('…', owner.password)

const backup = {
  example: '/mnt/backups/nextpanel-billing-2026-03-01T02-30-00.000Z.age',
  folder: (page: string) => join(place.folderOf(page), 'backups'),
  file: (page: string) => join(backup.folder(page), readdirSync(backup.folder(page))[0] ?? 'none'),
}

const cases: readonly Entry[] = [
  {
    page: 'README.md',
    language: 'sh',
    has: 'npm run demo',
    why: 'testing/page-commands.test.ts runs the demo from docs/quick-start.md.',
    check: exist,
  },
  { page: 'README.md', language: 'sh', has: 'npm test', why: 'It runs this test.', check: exist },
  {
    page: 'README.md',
    language: 'sh',
    has: 'curl',
    async check(text, page) {
      await place.system.addServer({ name: 'Production Server' })
      const changes = { 'http://127.0.0.1:8001': place.system.apiUrl, PASSWORD: adminLogin.password }
      const output = await place.run(page, text, changes)
      expect(output).toContain('Customer created and hosting account provisioned successfully!')
    },
  },
  {
    page: 'README.md',
    language: 'sh',
    has: 'npx nextpanel-billing',
    async check(text, page) {
      const folder = place.folderOf(page)
      writeFileSync(join(folder, 'customers.csv'), 'Email,Full Name\nada@example.com,Ada Lovelace\n')
      writeFileSync(join(folder, 'token'), place.token)
      const login = 'login http://127.0.0.1:4000'
      const output = await place.run(page, text, { [login]: `login ${place.system.webUrl} < token` })
      expect(output).toContain('Dry run: nothing was imported.')
    },
  },
  {
    page: 'README.md',
    language: 'sh',
    has: 'npm start',
    why: 'scripts/stop-signals/stop-signals.test.ts starts and stops it.',
    check: exist,
  },
  { page: 'CONTRIBUTING.md', language: 'sh', why: 'CI runs these commands before this test.', check: exist },
  {
    page: 'docs/api-tokens.md',
    language: 'sh',
    async check(text, page) {
      const changes = { 'https://billing.example.com': place.system.apiUrl, 'npb_...': place.token }
      const { items } = customers.parse(JSON.parse(await place.run(page, text, changes)))
      expect(items).toEqual(await listCustomers())
    },
  },
  { page: 'docs/api.md', language: 'sh', by: 'testing/page-commands.test.ts' },
  { page: 'docs/api.md', language: 'json', by: 'testing/page-commands.test.ts' },
  {
    page: 'docs/architecture.md',
    language: 'text',
    why: 'It is a drawing.',
    check: (text) => existsAll(text.match(/\b(?:server|panels|web)\/\w+(?:\/\w+)*/g) ?? []),
  },
  {
    page: 'docs/audit.md',
    language: 'sh',
    has: 'audit:verify',
    async check(text, page) {
      const head = await eventuallyHead()
      const output = await place.run(page, text, { '4711:<hash from the log>': head })
      expect(output.match(/entries match the chain/g)).toHaveLength(2)
    },
  },
  {
    page: 'docs/audit.md',
    language: 'sql',
    async check(text) {
      const client = new pg.Client({ connectionString: inject('testPostgresUrl') })
      await client.connect()
      // One statement at a time, because a database cannot be created in a transaction.
      for (const statement of withNames(text).split(';\n'))
        if (statement !== '') await client.query(statement)
      await client.end()
    },
  },
  {
    page: 'docs/audit.md',
    language: 'sh',
    has: 'db:migrate',
    async check(text, page) {
      const { host } = new URL(inject('testPostgresUrl'))
      const output = await place.run(page, withNames(text), { '@host/': `@${host}/` })
      expect(output).toContain(`The database is migrated. The role ${owner.name} may read and write rows`)
    },
  },
  {
    page: 'docs/backup.md',
    language: 'sh',
    has: 'openssl',
    async check(text, page) {
      mkdirSync(join(place.folderOf(page), 'etc'))
      const changes = {
        '/etc/nextpanel-billing': join(place.folderOf(page), 'etc'),
        '/mnt/backups': backup.folder(page),
      }
      expect(await place.run(page, text, changes)).toMatch(/\nnextpanel-billing-\S+\.age\n$/)
    },
  },
  {
    page: 'docs/backup.md',
    language: 'sh',
    has: 'backup:verify',
    async check(text, page) {
      const output = await place.run(page, text, { [backup.example]: backup.file(page) })
      expect(output).toContain('The backup is good.')
    },
  },
  {
    page: 'docs/backup.md',
    language: 'sh',
    has: 'DATA_DIR=/srv/restored',
    async check(text, page) {
      const restored = join(place.folderOf(page), 'restored')
      const changes = { [backup.example]: backup.file(page), '/srv/restored': restored }
      expect(await place.run(page, `unset DATABASE_URL\n${text}`, changes)).toContain('All rows match')
      expect(existsSync(join(restored, 'database', 'PG_VERSION'))).toBe(true)
    },
  },
  {
    page: 'docs/backup.md',
    language: 'sh',
    has: 'DATABASE_URL=postgres://',
    async check(text, page) {
      const changes = {
        [backup.example]: backup.file(page),
        'postgres://billing@db.example/billing': await place.newDatabase(),
      }
      expect(await place.run(page, text, changes)).toContain('All rows match')
    },
  },
  { page: 'docs/benchmarks.md', language: 'sh', why: 'Each runs for minutes.', check: exist },
  { page: 'docs/cli.md', language: 'console', by: 'cli/docs.test.ts' },
  { page: 'docs/cli.md', language: 'csv', by: 'cli/docs.test.ts' },
  { page: 'docs/cli.md', language: 'text', has: 'Importing', by: 'cli/screen/progress-bar.test.ts' },
  { page: 'docs/cli.md', language: 'text', has: 'Interrupted', by: 'cli/cli.test.ts' },
  {
    page: 'docs/cli.md',
    language: 'sh',
    has: 'completion bash',
    check: (text, page) => place.run(page, `${text}complete -p nextpanel-billing`),
  },
  {
    page: 'docs/cli.md',
    language: 'sh',
    has: 'fish',
    async check(text, page) {
      await place.run(page, text)
      const file = 'home/.config/fish/completions/nextpanel-billing.fish'
      expect(readFileSync(join(place.folderOf(page), file), 'utf8')).toContain(
        'complete -c nextpanel-billing',
      )
    },
  },
  { page: 'docs/driver-guide.md', language: 'ts', by: 'testing/driver-guide.test.ts' },
  {
    page: 'docs/driver-guide.md',
    language: 'text',
    why: 'testing/driver-guide.test.ts runs this test file of the reader.',
    check: (text) => existsAll(text.match(/panels\/tiny-panel|node_modules\/\.bin/g)?.map(inExamples) ?? []),
  },
  {
    page: 'docs/engine.md',
    language: 'mermaid',
    has: 'queued',
    check: (text) =>
      expect(transitionsIn(text).toSorted()).toEqual(transitionsOf(operationTransitions).toSorted()),
  },
  {
    page: 'docs/engine.md',
    language: 'mermaid',
    has: 'pending',
    check(text) {
      const shown = transitionsIn(text)
      const real = transitionsOf(hostingAccountTransitions)
      expect(shown.filter((each) => !real.includes(each))).toEqual([])
      // The text below the diagram names these.
      const omitted = /^(?:failed|conflict|unknown|terminated) to (?:active|suspended)$| to terminated$/
      expect(real.filter((each) => !shown.includes(each) && !omitted.test(each))).toEqual([])
    },
  },
  {
    page: 'docs/first-run.md',
    language: 'sh',
    why: 'It needs a second clone and the packages of npm.',
    check: (text) => exist(text.replace(/^time \(git clone .* && cd billing && (.*)\)$/m, '$1')),
  },
  {
    page: 'docs/operations.md',
    language: 'sh',
    has: 'docker build',
    why: 'CI has no container engine. testing/deploy/image.test.ts builds and starts the same image without one.',
    check(text) {
      expect([...text.matchAll(/nextpanel-billing:(\S+)/g)].map(([, tag]) => tag)).toEqual([version, version])
      const [, dockerfile = ''] = /-f (\S+)/.exec(text) ?? []
      existsAll([dockerfile])
      const [, volume] = /-v billing:(\S+)/.exec(text) ?? []
      const [, port] = /:(\d+) nextpanel/.exec(text) ?? []
      expect(read(dockerfile)).toMatch(new RegExp(`^VOLUME ${volume}\nEXPOSE .*\\b${port}\\b`, 'm'))
    },
  },
  {
    page: 'docs/operations.md',
    language: 'sh',
    has: 'billing-restored',
    why: 'CI has no container engine. testing/deploy/image.test.ts runs these programs in the tree of the image.',
    check(text) {
      inContainers(text)
      expect(text).toContain(`\nimage=nextpanel-billing:${version}\n`)
      const folders = [...text.matchAll(/:(\/(?:data|backups))\b/g), ...text.matchAll(/BACKUP_DIR=(\/\w+)/g)]
      const [, made = ''] = /^RUN install -d .* (\/data .*)$/m.exec(read('deploy/Dockerfile')) ?? []
      expect([...new Set(folders.map(([, folder]) => folder))].toSorted()).toEqual(made.split(' ').toSorted())
    },
  },
  {
    page: 'docs/operations.md',
    language: 'sh',
    has: 'TMPDIR=/data worker-1',
    why: 'CI has no container engine.',
    check: inCompose,
  },
  {
    page: 'docs/operations.md',
    language: 'sh',
    has: '$compose stop',
    why: 'CI has no container engine. The statements and the order of the services are checked.',
    async check(text) {
      inCompose(text)
      const stopped = /^\$compose stop (.*)$/m.exec(text)?.[1]?.split(' ')
      expect(stopped).toEqual(Object.keys(composeServices()).filter((name) => /^(?:web|worker)-/.test(name)))
      const url = new URL(await place.newDatabase())
      const name = url.pathname.slice(1)
      const client = new pg.Client({ connectionString: inject('testPostgresUrl') })
      await client.connect()
      try {
        const statements = [...text.matchAll(/-c '([^']+)'/g)].map(([, statement = '']) => statement)
        expect(statements).toHaveLength(2)
        for (const statement of statements) await client.query(statement.replace(/\bbilling/g, name))
        const { rows } = await client.query(
          'select datname from pg_database where starts_with(datname, $1)',
          [name],
        )
        expect(rows.map(({ datname }) => datname).toSorted()).toEqual([name, `${name}_before`])
        await client.query(`drop database ${name}_before`)
      } finally {
        await client.end()
      }
    },
  },
  {
    page: 'docs/operations.md',
    language: 'sh',
    has: 'job=$(sed "s/NAME/$file/" ',
    why: 'CI has no cluster. testing/deploy/manifests.test.ts checks the Job.',
    check: async (text, page) => expect(await createdJob(text, page)).toContain('scripts/backup-verify.ts'),
  },
  {
    page: 'docs/operations.md',
    language: 'sh',
    has: 's/backup-verify/restore/',
    why: 'CI has no cluster. testing/deploy/manifests.test.ts checks the Job.',
    async check(text, page) {
      expect(await createdJob(text, page)).toContain('scripts/restore.ts')
      for (const [, names = ''] of text.matchAll(/^kubectl scale deployment (.*) --replicas/gm))
        expect(names.split(' ')).toEqual(
          ['web', 'worker'].map(
            (role) => /^ {2}name: (\S+)$/m.exec(read(`deploy/kubernetes/${role}.yaml`))?.[1],
          ),
        )
    },
  },
  {
    page: 'docs/operations.md',
    language: 'sh',
    has: 'journalctl',
    async check(text, page) {
      const { headers } = await place.system.admin('POST', '/api/v1/customers', { body: {} })
      const id = String(headers['x-request-id'])
      writeFileSync(join(place.folderOf(page), 'log'), place.system.output())
      const changes = {
        'journalctl -u nextpanel-billing -o cat': 'cat log',
        '01a22b49-b681-7000-a05c-0430836a41f1': id,
      }
      const [line = ''] = (await place.run(page, text, changes)).split('\n')
      expect(JSON.parse(line)).toMatchObject({ msg: 'request', path: '/api/v1/customers' })
    },
  },
  {
    page: 'docs/operations.md',
    language: 'sh',
    has: 'doctor',
    async check(text, page) {
      const output = await place.run(page, text)
      expect(output).toContain('The schema is current')
      expect(JSON.parse(output.slice(output.indexOf('\n{')))).toHaveProperty('findings')
    },
  },
  {
    page: 'docs/operations.md',
    language: 'sh',
    has: 'bench:memory',
    why: 'It limits the memory of a control group, which only root may do, and takes minutes.',
    check: (text) => exist(text.replace(/^(?!npm).*$/gm, '')),
  },
  { page: 'docs/quick-start.md', language: 'sh', by: 'testing/page-commands.test.ts' },
  { page: 'docs/quick-start.md', language: 'text', by: 'testing/page-commands.test.ts' },
  { page: 'docs/quick-start.md', language: 'json', by: 'testing/page-commands.test.ts' },
  {
    page: 'docs/releasing.md',
    language: 'sh',
    has: 'nextpanel-billing-admin',
    why: 'testing/package/installed.test.ts installs the package and starts it.',
    check(text) {
      exist(text.replace(/^npx.*$/gm, ''))
      const { bin } = z
        .object({ bin: z.record(z.string(), z.string()) })
        .parse(JSON.parse(read('package.json')))
      expect(Object.keys(bin)).toContain(/^npx (\S+) start$/m.exec(text)?.[1])
    },
  },
  { page: 'docs/sdk.md', language: 'ts', by: 'sdk/package.test.ts' },
  {
    page: 'docs/sdk.md',
    language: 'sh',
    why: 'sdk/package.test.ts builds, packs and installs the client, and runs the examples with it.',
    check(text) {
      exist(text)
      const client = z
        .object({ name: z.string(), version: z.string() })
        .parse(JSON.parse(read('sdk/package.json')))
      expect(text).toContain(`npm install ./${client.name}-${client.version}.tgz`)
    },
  },
  {
    page: 'docs/simulation.md',
    language: 'sh',
    async check(text, page) {
      const body = { email: 'grace@example.com', fullName: 'Grace Hopper', password: 'billing-Password-7' }
      bodyOf(await place.system.admin('POST', '/api/v1/customers', { body }), 201, z.unknown())
      const [customer] = await listCustomers()
      const output = await place.run(page, text, {
        '01890a5d-ac96-774b-bcce-b302099a8057': customer?.id ?? '',
      })
      expect(output.match(/ customers, \d+ events\./g)).toHaveLength(3)
      expect(existsSync(join(place.folderOf(page), 'events.csv'))).toBe(true)
    },
  },
  {
    page: 'docs/upgrades.md',
    language: 'text',
    why: 'It runs an earlier version with its packages, once for each release.',
    check(text) {
      existsAll(text.match(/testing\/\S+\.ts/g) ?? [])
      const [, commit, , name] = /worktree add \S+ (\w+)\n(.*\n)*node \S+ \S+ (\w+)$/m.exec(text) ?? []
      existsAll([`testing/upgrade/databases/${name}.sql`])
      expect(read('docs/upgrades.md')).toContain(`databases/${name}.sql\` | \`${commit}\``)
    },
  },
  {
    page: 'docs/webhooks.md',
    language: 'http',
    why: 'It is a request of the product. server/domain/webhooks has the tests of the real one.',
    check(text) {
      const body = z
        .object({
          type: z.enum(Object.keys(webhookEvents)),
          timestamp: z.iso.datetime(),
          data: z.looseObject({}),
        })
        .parse(JSON.parse(text.slice(text.indexOf('\n\n')).replace(', ...}', '}')))
      const [, seconds] = /^webhook-timestamp: (\d+)$/m.exec(text) ?? []
      expect(Number(seconds)).toBe(Date.parse(body.timestamp) / 1000)
      expect(text).toMatch(/^webhook-id: [\da-f-]{36}\n.*\nwebhook-signature: v1,[\w+/]{43}=$/m)
    },
  },
  { page: 'docs/webhooks.md', language: 'js', by: 'testing/webhook-page.test.ts' },
  { page: 'docs/webhooks.md', language: 'python', by: 'testing/webhook-page.test.ts' },
  { page: 'docs/webhooks.md', language: 'php', by: 'testing/webhook-page.test.ts' },
  { page: 'sdk/README.md', language: 'ts', by: 'sdk/package.test.ts' },
  {
    page: 'sandbox/README.md',
    language: 'sh',
    why: 'testing/running-sandbox.ts starts it for every test with a panel.',
    check: exist,
  },
  {
    page: 'sandbox/README.md',
    language: 'ts',
    async check(text) {
      // Inside the repository, so that #sandbox is found.
      mkdirSync(join(root, 'test-results'), { recursive: true })
      const folder = mkdtempSync(join(root, 'test-results', 'sandbox-page-'))
      const file = join(folder, 'example.ts')
      writeFileSync(file, text)
      await import(/* @vite-ignore */ pathToFileURL(file).href).finally(() =>
        rmSync(folder, { recursive: true, force: true }),
      )
    },
  },
  {
    page: 'e2e/README.md',
    language: 'sh',
    why: 'The browser tests are a step of npm test.',
    check(text) {
      existsAll(text.match(/e2e\/\S+\.ts/g) ?? [])
      const source = readdirSync(join(root, 'e2e'), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => `${path}\n${read(join('e2e', path))}`)
        .join('\n')
      for (const [name] of text.matchAll(/\bE2E_\w+|panel-journeys/g)) expect(source).toContain(name)
    },
  },
  {
    // Last, because it stops the server.
    page: 'docs/audit.md',
    language: 'sh',
    has: 'secrets:rotate',
    async check(text, page) {
      await place.system.server.terminate()
      const next = 'another-key-of-the-pages-with-32-characters'
      const output = await place.run(page, text, { '<new>': next, '<current>': place.secretKey })
      expect(output).toMatch(/^The rotation from the key \S+ to \S+ is complete\.$/m)
    },
  },
]

/** Checks the programs and options of commands that run in a container. */
function inContainers(text: string): void {
  const commands = [...text.matchAll(/\bnode scripts\/.*$/gm)].map(([command]) => command)
  expect(commands.length).toBeGreaterThan(0)
  commands.forEach(checkCommand)
}

const composeServices = () =>
  z
    .object({ services: z.record(z.string(), z.unknown()) })
    .parse(parse(read('deploy/compose.yaml'), { merge: true })).services

function inCompose(text: string): void {
  inContainers(text)
  expect(text).toMatch(/^compose="docker compose -f deploy\/compose\.yaml"\n/)
  const services = Object.keys(composeServices())
  const named = [...text.matchAll(/^\$compose .*$/gm)].flatMap(
    ([line]) => line.match(/\b(?:database|w\w+-\d)\b/g) ?? [],
  )
  expect(named.filter((name) => !services.includes(name))).toEqual([])
}

/** Runs a block with a kubectl that only shows what it creates. @returns the manifest of the Job */
async function createdJob(text: string, page: string): Promise<string> {
  const program =
    'kubectl() { case "$1" in create) cat > created; echo job.batch/one;; logs) test "$5" = job.batch/one;; esac; }'
  await place.run(page, `${program}\n${text}`)
  const created = readFileSync(join(place.folderOf(page), 'created'), 'utf8')
  const [, file = ''] = /^file=(\S+)$/m.exec(text) ?? []
  const [, command = ''] = /^ +command: \[(.*)\]$/m.exec(created) ?? []
  expect(command).toMatch(new RegExp(`--from-store, ${file}$`))
  return command
}

const inExamples = (path: string) => path.replace('panels/tiny-panel', 'testing/panels/tiny-panel')

/** The head of the audit log, as the server logs it. */
async function eventuallyHead(): Promise<string> {
  const { output } = place.system
  await vi.waitUntil(() => output().includes('head of the audit log'), { timeout: 60_000, interval: 200 })
  const line =
    output()
      .split('\n')
      .findLast((each) => each.includes('head of the audit log')) ?? ''
  const head = z.object({ entryId: z.number(), hash: z.string() }).parse(JSON.parse(line))
  return `${head.entryId}:${head.hash}`
}

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...['sdk/README.md', 'sandbox/README.md', 'e2e/README.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('dist/'))
    .map((path) => `docs/${path}`),
]
const blocks = pages.flatMap((page) => blocksOf(read(page)).map((block) => ({ page, ...block })))
const isFor = (entry: Entry, block: Block & { page: string }) =>
  entry.page === block.page &&
  entry.language === block.language &&
  (entry.has === undefined || block.text.includes(entry.has))

describe('The code blocks of the documentation', () => {
  it('have one entry each, and no entry is left over', () => {
    expect(blocks.length).toBeGreaterThan(100)
    const found = blocks.map((block) => ({
      block: `${block.page}:${block.line} ${block.language}`,
      entries: cases.filter((entry) => isFor(entry, block)).length,
    }))
    expect(found.filter(({ entries }) => entries !== 1)).toEqual([])
    expect(cases.filter((entry) => !blocks.some((block) => isFor(entry, block)))).toEqual([])
  })

  it('are found, even in a page with an indented or a longer fence', () => {
    for (const page of pages)
      expect([page, read(page).match(/^\s*(?:```|~~~)/gm)?.length ?? 0]).toEqual([
        page,
        2 * blocksOf(read(page)).length,
      ])
  })

  it.each(cases.filter(({ by }) => by !== undefined))('$page: $by reads the blocks $language', ({
    page,
    by,
  }) => {
    const source = read(by ?? '')
    expect(source).toMatch(new RegExp(`${page.replace(/^docs\//, '(?:docs/)?').replaceAll('.', '\\.')}`))
  })

  it('state a reason if they are only compared', () => {
    const silent = cases.filter(({ by, check, why }) => by === undefined && check === undefined && !why)
    expect(silent).toEqual([])
  })
})

describe('A code block', () => {
  const checked = cases.flatMap((entry) =>
    blocks.filter((block) => isFor(entry, block)).map((block) => ({ ...block, check: entry.check })),
  )
  it.each(checked.filter(({ check }) => check !== undefined))('$page:$line ($language) is right', async ({
    page,
    text,
    check,
  }) => {
    await check?.(text, page)
  })

  afterAll(async () => {
    const url = inject('testPostgresUrl')
    await dropDatabase(url, owner.name)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const role of [owner.name, `${owner.name}_owner`]) await client.query(`drop role if exists ${role}`)
    await client.end()
  })
})

describe('The check of commands', () => {
  it.each([
    ['npm run backups', 'names no script'],
    ['npm run bench:import -- --row 1', "Unknown option '--row'"],
    ['npm run backup -- --to', 'argument missing'],
    ['node scripts/none.ts', 'does not exist'],
    ['npm run db:migrate -- --show', "Unknown option '--show'"],
    ['npm run screenshots -- --show', 'has no option --show'],
    ['git tag', 'is not a command that this check knows'],
  ])('reports %s', (command, problem) => {
    expect(() => checkCommand(command)).toThrow(problem)
  })

  it('checks the commands in the text of each page, too', () => {
    const inline = pages.flatMap((page) =>
      [
        ...read(page)
          .replace(/^```.*?^```$/gms, '')
          .matchAll(/`(npm run [^`]+)`/g),
      ].map(([, text = '']) => ({
        page,
        command: text.replaceAll('\n', ' ').replace(/ (?:\.\.\.|…)$/, ''),
      })),
    )
    expect(inline.length).toBeGreaterThan(50)
    const wrong = inline.flatMap(({ page, command }) => {
      try {
        commandsIn(command).forEach(checkCommand)
        return []
      } catch (error) {
        return [`${page}: ${command}: ${error instanceof Error ? error.message : error}`]
      }
    })
    expect(wrong).toEqual([])
  })
})
