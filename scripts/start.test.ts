import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { cookieOf, send } from '#testing/http-client.ts'
import { createDatabase, dropDatabase } from '#testing/postgres-databases.ts'
import { adminLogin } from '#testing/running-system.ts'
import { serverBundle } from './server-bundle.ts'

const root = join(import.meta.dirname, '..')
const databaseName = `test_${newId().replaceAll('-', '')}`
let databaseUrl = ''
let dataDir = ''
beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'pipe' })
  databaseUrl = await createDatabase(inject('testPostgresUrl'), databaseName)
}, 180_000)
afterAll(() => dropDatabase(inject('testPostgresUrl'), databaseName))
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'test-start-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

/** `npm start`, with its output. */
function npmStart(
  command = ['npm', 'start'],
  { uid, settings = {} }: { uid?: number; settings?: Record<string, string> } = {},
) {
  const env = {
    ...settings,
    PATH: process.env.PATH ?? '',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    WEB_PORT: '0',
    API_PORT: '0',
    ADMIN_EMAIL: adminLogin.email,
    ADMIN_PASSWORD: adminLogin.password,
    npm_config_cache: join(dataDir, 'npm'),
  }
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  let output = ''
  const apiUrl = Promise.withResolvers<string>()
  const note = (part: Buffer) => {
    output += part
    const url = /API (http:\S+)/.exec(output)?.[1]
    if (url !== undefined) apiUrl.resolve(url)
  }
  child.stdout.on('data', note)
  child.stderr.on('data', note)
  const closed = once(child, 'close').then(() => {
    apiUrl.reject(new Error(`npm start ended:\n${output}`))
    return output
  })
  apiUrl.promise.catch(() => {})
  return {
    apiUrl: apiUrl.promise,
    closed,
    pid: child.pid,
    exitCode: () => child.exitCode,
    async terminateNpm() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      return child.exitCode
    },
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
      await closed
    },
  }
}

const startMs = 180_000

it('npm start runs the bundle of the current sources, which finds migrations, package.json and assets', {
  timeout: startMs,
}, async () => {
  const running = npmStart()
  try {
    const url = await running.apiUrl
    expect(serverBundle().isBuilt).toBe(true)
    expect((await send(`${url}/health`)).status).toBe(200)
    const signedIn = await send(`${url}/api/auth/sign-in/email`, { method: 'POST', body: adminLogin })
    const headers = { cookie: cookieOf(signedIn) }
    expect((await send(`${url}/docs/swagger-ui.css`, { headers })).status).toBe(200)
  } finally {
    await running.stop()
  }
})

it('npm start passes SIGTERM on: the server ends cleanly and leaves no process behind', {
  timeout: startMs,
}, async () => {
  const running = npmStart()
  const url = await running.apiUrl
  expect(await running.terminateNpm()).toBe(0)
  expect(await running.closed).toContain('"msg":"stopping"')
  await expect(fetch(`${url}/health`)).rejects.toThrow()
})

it('npm start handles a SIGTERM to its whole process group once', { timeout: startMs }, async () => {
  const running = npmStart()
  await running.apiUrl
  await running.stop()
  expect(running.exitCode()).toBe(0)
})

const canUnshare = spawnSync('unshare', ['--pid', '--fork', 'true']).status === 0

it.skipIf(!canUnshare)(
  'npm start as process 1 of a container ends cleanly after SIGTERM',
  {
    timeout: startMs,
  },
  async () => {
    const running = npmStart(['unshare', '--pid', '--fork', '--kill-child', 'npm', 'start'])
    await running.apiUrl
    const [first] = readFileSync(`/proc/${running.pid}/task/${running.pid}/children`, 'utf8').split(' ')
    process.kill(Number(first), 'SIGTERM')
    expect(await running.closed).toContain('"msg":"stopping"')
    expect(running.exitCode()).toBe(0)
  },
)

it('npm start names source files and lines in stacks', { timeout: startMs }, async () => {
  const defect = `if (process.argv[1]?.endsWith('start.ts')) process.getuid = () => { throw new Error('a defect') }`
  const preload = `--import=data:text/javascript,${encodeURIComponent(defect)}`
  const output = await npmStart(undefined, { settings: { NODE_OPTIONS: preload } }).closed
  expect(output).toMatch(/a defect[\s\S]*server\/platform\/data-dir\/data-dir\.ts:\d+:\d+/)
  expect(output).not.toMatch(/at .*main\.js:/)
})

const nobody = 65_534

it.skipIf(process.getuid?.() !== 0)(
  'npm start runs as a user who cannot write to the code folder, and writes nothing there',
  { timeout: startMs },
  async () => {
    chownSync(dataDir, nobody, nobody)
    const running = npmStart(['npm', 'start'], { uid: nobody })
    try {
      expect((await send(`${await running.apiUrl}/health`)).status).toBe(200)
    } finally {
      await running.stop()
    }
    const written = execFileSync('find', [root, '-user', String(nobody)], { encoding: 'utf8' })
    expect(written).toBe('')
  },
)

it('npm start builds what is missing if the build tools are installed', { timeout: startMs }, async () => {
  const { dir } = serverBundle()
  rmSync(dir, { recursive: true })
  const running = npmStart()
  try {
    expect((await send(`${await running.apiUrl}/health`)).status).toBe(200)
    expect(serverBundle().isBuilt).toBe(true)
  } finally {
    await running.stop()
  }
})

it('npm start without the build tools says how to build, and ends', { timeout: startMs }, () => {
  const copy = join(dataDir, 'code')
  for (const name of ['package.json', 'package-lock.json', 'scripts', 'server', 'contracts', 'panels'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  const { status, stderr } = spawnSync('node', ['scripts/start.ts'], { cwd: copy, encoding: 'utf8' })
  expect(stderr).toContain('npm ci && npm run build')
  expect(status).toBe(1)
})
