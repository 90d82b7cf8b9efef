import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { z } from 'zod'
import { type AddedServer, addedServer } from '#contracts/servers/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { bodyOf, type Call, caller, cookieOf, type Reply, send, withRecentSignIn } from './http-client.ts'
import { createDatabase, dropDatabase } from './postgres-databases.ts'
import { type RunningProcess, runProgram } from './running-process.ts'
import { type RunningSandbox, runSandbox } from './running-sandbox.ts'

export type DatabaseKind = 'embedded' | 'postgres'

export const adminLogin = { email: 'admin@example.com', password: 'admin-Password-1' }

/** Long enough for a busy machine. */
const firstStartMs = 180_000

/**
 * Long enough for a busy machine, short enough for a test. The engine's delays are as short as they can be
 * distinguished.
 */
export const shortSettings = {
  PANEL_DEADLINE_MS: '3000',
  PANEL_CONNECT_TIMEOUT_MS: '1000',
  ENGINE_SETTLE_MS: '200',
  ENGINE_BACKOFF_FIRST_MS: '100',
  ENGINE_BACKOFF_MAX_MS: '400',
  ENGINE_LEASE_MS: '5000',
  ENGINE_SWEEP_MS: '200',
  SERVER_CHECK_INTERVAL_MS: '0',
  SHUTDOWN_GRACE_MS: '3000',
  SIGN_IN_LIMIT_PER_MINUTE: '100000',
  WRONG_PASSWORDS_PER_LOGIN: '100000',
  LOG_LEVEL: 'debug',
}

export interface SystemOptions {
  readonly database?: DatabaseKind
  /** Added to the short settings, or replacing them. Undefined removes one. */
  readonly env?: Record<string, string | undefined>
  /** No administrator from settings: the first start prints a setup link. */
  readonly withoutAdmin?: boolean
  /** PostgreSQL only: the address at which the server reaches it, for example that of a proxy. */
  readonly reachedAt?: (databaseUrl: string) => string
}

/** The real server and the real sandbox, each in a separate process with its own data. */
export interface RunningSystem {
  /** Of the current process: ports change with every start. */
  readonly apiUrl: string
  readonly webUrl: string
  readonly dataDir: string
  /** Undefined with the embedded database. */
  readonly databaseUrl: string | undefined
  readonly sandbox: RunningSandbox
  readonly server: RunningProcess
  /** The server's output in all its runs. */
  output(): string
  readonly adminCookie: string
  /** Calls the API as the administrator. It signs in again if the call needs a more recent sign-in. */
  readonly admin: Call
  /** Calls the API without a session. */
  readonly nobody: Call
  signIn(login: { email: string; password: string }): Promise<Reply>
  as(login: { email: string; password: string }): Promise<Call>
  /** A server on the sandbox, with its own key. */
  addServer(server?: Record<string, unknown>): Promise<AddedServer>
  kill(): Promise<void>
  /** Starts on the same data and signs the administrator in. @param env for this and later runs */
  start(env?: Record<string, string | undefined>): Promise<void>
  /** Ends both processes and removes all data. */
  remove(): Promise<void>
}

export async function startSystem(options: SystemOptions = {}): Promise<RunningSystem> {
  const dataDir = join(await mkdtemp(join(tmpdir(), 'test-system-')), 'data')
  const databaseName = `test_${newId().replaceAll('-', '')}`
  const databaseUrl =
    options.database === 'postgres'
      ? await createDatabase(inject('testPostgresUrl'), databaseName, inject('testPostgresTemplate'))
      : undefined
  const sandbox = await runSandbox()
  const lives: RunningProcess[] = []
  let env: Record<string, string | undefined> = {
    ...shortSettings,
    WEB_PORT: '0',
    API_PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl && (options.reachedAt?.(databaseUrl) ?? databaseUrl),
    PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
    ...(options.withoutAdmin ? {} : { ADMIN_EMAIL: adminLogin.email, ADMIN_PASSWORD: adminLogin.password }),
    ...options.env,
  }
  let urls = { web: '', api: '' }
  let cookie = ''
  const present = () => {
    const server = lives.at(-1)
    if (!server) throw new Error('The system is not started.')
    return server
  }

  async function signInAsAdmin(): Promise<string> {
    const reply = await system.signIn(adminLogin)
    bodyOf(reply, 200, z.unknown())
    return cookieOf(reply)
  }

  const system: RunningSystem = {
    dataDir,
    databaseUrl,
    sandbox,
    get apiUrl() {
      return urls.api
    },
    get webUrl() {
      return urls.web
    },
    get server() {
      return present()
    },
    get adminCookie() {
      return cookie
    },
    output: () => lives.map((life) => life.output()).join('\n'),
    admin: (method, path, options) =>
      withRecentSignIn(
        () => caller(urls.api, cookie)(method, path, options),
        async () => {
          cookie = await signInAsAdmin()
        },
      ),
    nobody: (method, path, send) => caller(urls.api, '')(method, path, send),
    signIn: (login) => send(`${urls.api}/api/auth/sign-in/email`, { method: 'POST', body: login }),
    async as(login) {
      const reply = await system.signIn(login)
      bodyOf(reply, 200, z.unknown())
      return caller(urls.api, cookieOf(reply))
    },
    async addServer(server = {}) {
      const { apiKey, apiSecret } = await sandbox.createKey()
      const body = {
        name: 'Test Server',
        baseUrl: sandbox.url,
        apiKey,
        apiSecret,
        capacity: 100,
        ...server,
      }
      return bodyOf(await system.admin('POST', '/api/v1/servers', { body }), 201, addedServer)
    },
    kill: () => present().kill(),
    async start(changes = {}) {
      env = { ...env, ...changes }
      const server = runProgram('scripts/start.ts', definedOf(env))
      lives.push(server)
      const [, web = '', api = ''] = await server.says(/web application (\S+), API (http:\S+)/, firstStartMs)
      urls = { web, api }
      if (!options.withoutAdmin) {
        cookie = await signInAsAdmin()
      }
    },
    async remove() {
      await lives.at(-1)?.kill()
      await sandbox.process.kill()
      if (databaseUrl !== undefined) await dropDatabase(inject('testPostgresUrl'), databaseName)
      await rm(join(dataDir, '..'), { recursive: true, force: true })
    },
  }
  try {
    await system.start()
    return system
  } catch (error) {
    await system.remove()
    throw error
  }
}

const definedOf = (env: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
