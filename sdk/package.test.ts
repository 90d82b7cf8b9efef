import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createApiToken } from '../testing/api-token.ts'
import { type RunningSystem, startSystem } from '../testing/running-system.ts'

// It compiles, and starts a system.
vi.setConfig({ testTimeout: 120_000 })

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const packed = z.array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }))

let system: RunningSystem
/** A project that has only the packed client. */
let project: string
let files: string[]
let env: Record<string, string>

beforeAll(async () => {
  await run(process.execPath, ['scripts/build-sdk.ts'], { cwd: root })
  project = await mkdtemp(join(tmpdir(), 'test-sdk-'))
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: join(root, 'sdk'),
  })
  const [tarball] = packed.parse(JSON.parse(stdout))
  files = tarball?.files.map(({ path }) => path) ?? []
  await writeFile(join(project, 'package.json'), '{"name": "an-empty-project", "type": "module"}')
  // Offline, because the package has no dependencies.
  await run('npm', ['install', '--offline', '--no-audit', join(project, tarball?.filename ?? '')], {
    cwd: project,
  })
  await cp(join(root, 'sdk/examples'), join(project, 'examples'), { recursive: true })
  await Promise.all([writeProgram('docs/sdk.md', 'page'), writeProgram('sdk/README.md', 'readme')])
  system = await startSystem()
  await system.addServer({ name: 'Production Server' })
  env = { NEXTPANEL_BILLING_URL: system.apiUrl, NEXTPANEL_BILLING_TOKEN: await createApiToken(system) }
})
afterAll(async () => {
  await system?.remove()
  if (project) await rm(project, { recursive: true, force: true })
})

/** Writes the TypeScript blocks of a page as one program, in their order. */
async function writeProgram(page: string, name: string): Promise<void> {
  const text = await readFile(join(root, page), 'utf8')
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block]) => block)
  await writeFile(join(project, `examples/${name}.ts`), blocks.join('\n'))
}

/** The compiler of this repository, with the settings of a new project. */
async function compile(extra: Record<string, unknown> = {}): Promise<void> {
  const compilerOptions = {
    module: 'NodeNext',
    target: 'ES2023',
    strict: true,
    skipLibCheck: false,
    typeRoots: [join(root, 'node_modules/@types')],
    types: ['node'],
    rootDir: 'examples',
    outDir: 'built',
    ...extra,
  }
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['examples'] }))
  await tsc('-p', project)
}

/** @throws the errors that the compiler prints */
async function tsc(...args: string[]): Promise<void> {
  const compiler = join(root, 'node_modules/typescript/lib/tsc.js')
  await run(process.execPath, [compiler, ...args]).catch((failure: { stdout: string }) => {
    throw new Error(failure.stdout)
  })
}

const runExample = async (name: string, ...args: string[]) => {
  const { stdout } = await run(process.execPath, [join('built', `${name}.js`), ...args], {
    cwd: project,
    env: { PATH: process.env.PATH, ...env },
  })
  return stdout
}

describe('The packed client', () => {
  it('contains the built files, their types, the license and the readme, and nothing else', () => {
    const others = files.filter((path) => !/^dist\/.*\.(js|d\.ts)$/.test(path))
    expect(others.toSorted()).toEqual(['LICENSE', 'README.md', 'package.json'])
    expect(files).toContain('dist/index.d.ts')
  })

  it('has the version of the product and no dependencies', async () => {
    const read = async (path: string) => JSON.parse(await readFile(join(root, path), 'utf8'))
    const [manifest, product] = [await read('sdk/package.json'), await read('package.json')]
    expect(manifest.version).toBe(product.version)
    expect([manifest.dependencies, manifest.peerDependencies]).toEqual([undefined, undefined])
  })

  it('type-checks in an empty project, also without the types of Node.js', async () => {
    await compile()
    await cp(join(root, 'sdk/examples/list-customers.ts'), join(project, 'browser/list-customers.ts'))
    const text = await readFile(join(project, 'browser/list-customers.ts'), 'utf8')
    await writeFile(
      join(project, 'browser/list-customers.ts'),
      text.replace('process.env', '({} as Record<string, string>)').replace('process.argv', "['']"),
    )
    await tsc(
      ...['--noEmit', '--strict', '--types', '', '--module', 'esnext', '--moduleResolution', 'bundler'],
      ...['--target', 'es2023', '--ignoreConfig', join(project, 'browser/list-customers.ts')],
    )
  })

  it('refuses a wrong field in a call, at compile time', async () => {
    await writeFile(
      join(project, 'examples/wrong.ts'),
      `import { createClient } from 'nextpanel-billing-client'
const client = createClient({ baseUrl: 'https://billing.example.com', token: 'npb_x' })
await client.customers.create({ email: 'a@example.com', fullname: 'A' })
const { status } = await client.operations.get({ id: 'x' })
if (status === 'done') console.log()
`,
    )
    const compiled = compile({ noEmit: true }).finally(() => rm(join(project, 'examples/wrong.ts')))
    await expect(compiled).rejects.toThrow(
      /wrong\.ts\(3,\d+\): error TS2561.*'fullname'[\s\S]*wrong\.ts\(5,\d+\): error TS2367/,
    )
  })
})

describe('The examples', () => {
  beforeAll(() => compile())

  it('create a customer with hosting and follow the operation', async () => {
    const output = await runExample('onboard-customer', 'grace@example.com', 'Grace Hopper', 'grace')
    expect(output).toMatch(/^Customer [\da-f-]{36}, set-password link http/)
    expect(output).toContain('The account is succeeded')
    expect(await system.sandbox.ledger('grace')).toHaveLength(1)
  })

  it('list customers', async () => {
    const output = await runExample('list-customers', 'grace')
    expect(output).toBe('grace@example.com grace\n1 customers\n')
  })

  it('import a file', async () => {
    const path = join(project, 'customers.csv')
    await writeFile(path, 'Email,Full Name\nedsger@example.com,Edsger\nnot-an-email,Alan\n')
    const output = await runExample('import-file', path)
    expect(output).toContain('Email: email\nFull Name: fullName\n')
    expect(output).toContain('ready: 1 valid, 1 invalid\n')
    expect(output).toMatch(/finished: \d+ of 2\n$/)
    expect(await readFile(`${path}.failed.csv`, 'utf8')).toContain('not-an-email,Alan')
  })

  it('are those of docs/sdk.md and sdk/README.md, too', async () => {
    await writeFile(join(project, 'import.csv'), 'Email,Full Name\nbarbara@example.com,Barbara Liskov\n')
    expect(await runExample('readme')).toBe('customer created\n')
    const lines = (await runExample('page')).trimEnd().split('\n')
    expect(lines).toEqual([
      'Customer created and hosting account provisioned successfully! NextPanel User ID: 2',
      'ada@example.com 1',
      'email-taken',
      expect.stringMatching(/^(running|succeeded)$/),
      'suspended',
      ...lines.slice(5, -1).map(() => expect.stringMatching(/^(checking|ready|running|finished) \d of 1$/)),
      'barbara@example.com',
    ])
    expect(lines).toContain('finished 1 of 1')
  })

  it('handle each kind of error', async () => {
    expect(await runExample('handle-errors', 'grace@example.com')).toContain('this email already')
    expect(await runExample('handle-errors', 'nonsense')).toMatch(/^invalid-body: .*\(request .*\)\nemail: /)
    const url = env.NEXTPANEL_BILLING_URL ?? ''
    env = { ...env, NEXTPANEL_BILLING_URL: 'http://127.0.0.1:1' }
    expect(await runExample('handle-errors', 'a@example.com')).toMatch(/could not be reached after 3 tries/)
    env = { ...env, NEXTPANEL_BILLING_URL: system.sandbox.url }
    expect(await runExample('handle-errors', 'a@example.com')).toContain('not as NextPanel Billing answers')
    env = { ...env, NEXTPANEL_BILLING_URL: url }
  })
})
