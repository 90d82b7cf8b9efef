import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { onboarded } from '#contracts/customers/schemas.ts'
import { addedServer } from '#contracts/servers/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { inCi } from '../ci-sample.ts'
import { bodyOf, caller, cookieOf, send } from '../http-client.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'
import { runCommand } from '../running-process.ts'
import { type RunningSandbox, runSandbox } from '../running-sandbox.ts'
import { adminLogin } from '../running-system.ts'
import { newCustomer } from '../system/onboarding.ts'

// Packs the package, puts it below node_modules, where Node.js runs no TypeScript, and runs its programs in an empty
// folder. Its dependencies are links to the packages that are installed here, so the test needs no network.

const root = join(import.meta.dirname, '..', '..')
const run = promisify(execFile)
const packed = z.tuple([z.looseObject({ files: z.array(z.object({ path: z.string() })) })])

let folder = ''
let files: string[] = []
let sandbox: RunningSandbox
const app = () => join(folder, 'app')
const installed = () => join(app(), 'node_modules', 'nextpanel-billing')
const settings = (): Record<string, string> => ({
  WEB_PORT: '0',
  API_PORT: '0',
  ADMIN_EMAIL: adminLogin.email,
  ADMIN_PASSWORD: adminLogin.password,
  PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
  BACKUP_DIR: join(folder, 'backups'),
  BACKUP_PASSPHRASE_FILE: join(folder, 'passphrase'),
})
const program = (bin: string, args: readonly string[], env: Record<string, string> = {}) =>
  runCommand(
    [process.execPath, join(installed(), 'cli', `${bin}.js`), ...args],
    { ...settings(), ...env },
    app(),
  )
const admin = (...args: string[]) => program('nextpanel-billing-admin', args)
/** Waits for the end. */
const ended = async (one: ReturnType<typeof program>) => ({ code: await one.ended(), output: one.output() })

async function linkDependencies(): Promise<void> {
  const manifest = z.object({ dependencies: z.record(z.string(), z.string()) })
  const { dependencies } = manifest.parse(
    JSON.parse(await readFile(join(installed(), 'package.json'), 'utf8')),
  )
  for (const name of Object.keys(dependencies)) {
    const link = join(app(), 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(root, 'node_modules', name), link)
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-package-'))
  const built = ['build-cli', 'build-sdk', 'build-package', 'build-docs']
  for (const name of built) await run(process.execPath, [`scripts/${name}.ts`, '--if-changed'], { cwd: root })
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
    maxBuffer: 10_000_000,
  })
  files = packed.parse(JSON.parse(stdout))[0].files.map(({ path }) => path)
  await mkdir(installed(), { recursive: true })
  const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'))
  await run('tar', ['-xzf', join(folder, tarball), '--strip-components', '1', '-C', installed()])
  await linkDependencies()
  await writeFile(join(folder, 'passphrase'), 'correct horse battery staple of the test\n', { mode: 0o600 })
  await mkdir(join(folder, 'backups'))
  sandbox = await runSandbox()
}, 240_000)
afterAll(async () => {
  await sandbox?.process.kill()
  await rm(folder, { recursive: true, force: true })
})

/** Adds the sandbox panel as a server, and a customer with hosting on it. @returns the status of the account */
async function onboardThrough(api: string, cookie: string): Promise<string | undefined> {
  const call = caller(api, cookie)
  const { apiKey, apiSecret } = await sandbox.createKey()
  const server = { name: 'Packed', baseUrl: sandbox.url, apiKey, apiSecret, capacity: 10 }
  bodyOf(await call('POST', '/api/v1/servers', { body: server }), 201, addedServer)
  const made = await call('POST', '/api/v1/customers', {
    body: newCustomer('packed'),
    headers: { prefer: 'wait=60' },
  })
  return bodyOf(made, 201, onboarded).hosting?.account.status
}

describe('The package', () => {
  it('has the programs, the migrations, the web application, the documentation and the client', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'cli/nextpanel-billing-admin.js',
        'cli/dist/main.js',
        'dist/package/main.js',
        'dist/package/initdb.js',
        'dist/package/backup-program.js',
        'docs/dist/index.html',
        'sdk/dist/index.js',
        'server/migrations/0000_tables.sql',
        'web/dist/index.html',
      ]),
    )
  })

  it('has no source, test, certificate, key or data', () => {
    const unwanted =
      /\.test\.|^(testing|sandbox|e2e|bench|scripts|deploy)\/|(?<!\.d)\.tsx?$|\.(pem|key|env|log)$|(^|\/)data\//
    expect(files.filter((path) => unwanted.test(path))).toEqual([])
  })

  it('starts in an empty folder, signs in, onboards on a panel, and ends at SIGTERM', {
    timeout: 120_000,
  }, async () => {
    const server = admin('start')
    try {
      const [, web = '', api = ''] = await server.says(/web application (\S+), API (http:\S+)/, 90_000)
      const signedIn = await send(`${api}/api/auth/sign-in/email`, { method: 'POST', body: adminLogin })
      bodyOf(signedIn, 200, z.unknown())
      expect(await onboardThrough(api, cookieOf(signedIn))).toBe('active')
      expect(await sandbox.ledger('packed')).toHaveLength(1)
      for (const path of ['/login', '/help/', '/openapi.json'])
        expect(await send(`${web}${path}`, { headers: { accept: 'text/html' } })).toMatchObject({
          status: 200,
        })
      expect((await server.terminate()).code).toBe(0)
    } finally {
      await server.kill()
    }
    expect(await readdir(join(app(), 'data'))).toContain('database')
  })

  it('examines the installation, and makes and verifies a backup', { timeout: 120_000 }, async () => {
    const doctor = await ended(admin('doctor'))
    expect(doctor, doctor.output).toMatchObject({ code: 0 })
    expect(doctor.output).toContain('The schema is current')
    const backup = await ended(admin('backup'))
    expect(backup, backup.output).toMatchObject({ code: 0 })
    const [file = ''] = await readdir(join(folder, 'backups'))
    const verified = await ended(admin('backup:verify', '--from-store', file))
    expect(verified, verified.output).toMatchObject({ code: 0 })
    const books = await ended(admin('check:books'))
    expect(books).toEqual({ code: 0, output: 'The books are in order.\n' })
  })

  it.skipIf(inCi)(
    'restores the backup into another folder and into PostgreSQL, and migrates',
    {
      timeout: 240_000,
    },
    async () => {
      const [file = ''] = await readdir(join(folder, 'backups'))
      const adminUrl = inject('testPostgresUrl')
      const names = ['restored', 'migrated'].map((name) => `package_${name}_${newId().replaceAll('-', '')}`)
      const [restored = '', empty = ''] = await Promise.all(
        names.map((name) => createDatabase(adminUrl, name)),
      )
      const run = (env: Record<string, string>, ...args: string[]) =>
        ended(program('nextpanel-billing-admin', args, env))
      try {
        for (const place of [{ DATA_DIR: join(folder, 'restored') }, { DATABASE_URL: restored }]) {
          const done = await run(place, 'restore', '--from-store', file)
          expect(done, done.output).toMatchObject({ code: 0 })
          expect(done.output).toMatch(/^Restored \d+ rows of \d+ tables .* All rows match the backup\./)
          expect(await run(place, 'check:books')).toEqual({ code: 0, output: 'The books are in order.\n' })
        }
        const migrated = await run({ DATABASE_ADMIN_URL: empty, DATABASE_URL: empty }, 'db:migrate')
        expect(migrated, migrated.output).toMatchObject({ code: 0 })
        const doctor = await run({ DATABASE_URL: empty }, 'doctor', '--json')
        expect(doctor.output).toContain('The schema is current')
      } finally {
        for (const name of names) await dropDatabase(adminUrl, name)
      }
    },
  )

  it.each([
    'restore',
    'secrets:rotate',
    'two-factor:reset',
    'audit:verify',
    'simulate',
    'db:migrate',
  ])('has the command %s', { timeout: 60_000 }, async (command) => {
    const { code, output } = await ended(admin(command, '--help'))
    expect(code, output).toBe(0)
    expect(output).toContain(`nextpanel-billing-admin ${command}`)
    expect(output).not.toContain('npm run')
  })

  it('refuses an unknown command, and has the command line of the API', { timeout: 60_000 }, async () => {
    const unknown = await ended(admin('begin'))
    expect(unknown.code).toBe(2)
    expect(unknown.output).toMatch(/^There is no command "begin"\. Nothing was started\./)
    expect(await ended(program('nextpanel-billing', ['--version']))).toMatchObject({ code: 0 })
  })
})
