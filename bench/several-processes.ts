import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openDatabase } from '#server/platform/database/index.ts'
import {
  asking,
  checkInvariants,
  describeViolation,
  readOwnFacts,
  readPanelFacts,
} from '#testing/crash/invariants/index.ts'
import { bodyOf, type Call, caller, cookieOf, send } from '#testing/http-client.ts'
import { createDatabase, dropDatabase } from '#testing/postgres-databases.ts'
import { type PostgresServer, startPostgres } from '#testing/postgres-server.ts'
import { eventually, type RunningProcess, runCommand } from '#testing/running-process.ts'
import { type RunningSandbox, runSandbox } from '#testing/running-sandbox.ts'
import { type LoadResult, loadResult } from './onboarding/client.ts'
import { forkProgram } from './onboarding/forked.ts'

const usage = `Compares one web and one worker process with several of each, on one PostgreSQL, from outside.

  npm run bench:several-processes -- [--processes 1,2] [--flows 200] [--clients 20] [--servers 10] [--rounds 2]

--processes number of web processes, and of worker processes, in each variant
--flows     customers with hosting in a variant, spread over its web processes
--clients   number at once, in all
Each variant starts on an empty database and an empty sandbox panel. After it, the invariants between both are checked,
and an operation that one web process starts is followed on every other one. The rates depend on other load: compare
them within one run. Loopback only.
`

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '1,2' },
    flows: { type: 'string', default: '200' },
    clients: { type: 'string', default: '20' },
    servers: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
})

const admin = { email: 'admin@example.com', password: 'admin-Password-1' }
const startLimitMs = 180_000
const loadLimitMs = 300_000
const idShape = z.object({ id: z.string() })
const onboarded = z.object({ hosting: z.object({ operation: z.object({ id: z.string() }) }) })

interface Web {
  readonly url: string
  readonly cookie: string
  readonly call: Call
}

interface Installation {
  readonly webs: readonly Web[]
  readonly serverIds: readonly string[]
}

async function startWeb(env: Record<string, string>, running: RunningProcess[]): Promise<Web> {
  const web = runCommand(['node', 'server/main.ts'], { ...env, ROLE: 'web', WEB_PORT: '0', API_PORT: '0' })
  running.push(web)
  const [, url = ''] = await web.says(/API (http:\/\/\S+)/, startLimitMs)
  const signedIn = await send(`${url}/api/auth/sign-in/email`, { method: 'POST', body: admin })
  bodyOf(signedIn, 200, z.unknown())
  const cookie = cookieOf(signedIn)
  return { url, cookie, call: caller(url, cookie) }
}

/** The first process migrates the database and creates the owner, so the others start after it. */
async function start(
  of: { count: number; env: Record<string, string>; servers: number; sandbox: RunningSandbox },
  running: RunningProcess[],
): Promise<Installation> {
  const webs: Web[] = []
  for (let number = 0; number < of.count; number += 1) webs.push(await startWeb(of.env, running))
  for (let number = 0; number < of.count; number += 1)
    running.push(runCommand(['node', 'server/main.ts'], { ...of.env, ROLE: 'worker' }))
  const [first] = webs
  if (!first) throw new Error('At least one web process is needed.')
  const serverIds: string[] = []
  for (let number = 1; number <= of.servers; number += 1) {
    const { apiKey, apiSecret } = await of.sandbox.createKey()
    const body = {
      name: `Bench ${number}`,
      baseUrl: of.sandbox.url,
      apiKey,
      apiSecret,
      capacity: 1_000_000,
    }
    serverIds.push(bodyOf(await first.call('POST', '/api/v1/servers', { body }), 201, idShape).id)
  }
  return { webs, serverIds }
}

const letters = (number: number): string => String.fromCharCode(97 + number)

/** Each web process has its own clients, as behind a load balancer. */
async function onboardAll(
  { webs, serverIds }: Installation,
  total: { flows: number; clients: number; prefix: string },
): Promise<{ perSecond: number; results: LoadResult[] }> {
  const share = (of: number) => Math.ceil(of / webs.length)
  const clients = webs.map(() => forkProgram('client.ts'))
  try {
    const startedAt = performance.now()
    const results = await Promise.all(
      webs.map(async ({ url, cookie }, number) => {
        const load = {
          url,
          cookie,
          serverIds,
          prefix: `${total.prefix}${letters(number)}`,
          flows: share(total.flows),
          clients: share(total.clients),
          limitMs: loadLimitMs,
        }
        const client = clients[number]
        if (!client) throw new Error('There is no client for a web process.')
        return client.ask(load, loadResult)
      }),
    )
    const done = results.reduce((sum, { tookMs }) => sum + tookMs.length, 0)
    return { perSecond: (done * 1000) / (performance.now() - startedAt), results }
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** Starts an operation on the first web process, and follows it on each. @returns how many saw its end */
async function followEverywhere({ webs, serverIds }: Installation): Promise<number> {
  const [first] = webs
  if (!first) return 0
  const body = {
    email: 'followed@example.com',
    fullName: 'Followed',
    password: 'billing-Password-7',
    provisioning: { username: 'followed', password: 'hosting-Password-9', serverId: serverIds[0] },
  }
  const headers = { prefer: 'wait=0' }
  const made = bodyOf(await first.call('POST', '/api/v1/customers', { body, headers }), 201, onboarded)
  const seen = await Promise.all(
    webs.map(async ({ url, cookie }) => {
      const response = await fetch(`${url}/api/v1/operations/${made.hosting.operation.id}/events`, {
        headers: { cookie },
        signal: AbortSignal.timeout(30_000),
      })
      let text = ''
      for await (const part of response.body ?? []) {
        text += Buffer.from(part).toString()
        if (text.includes('"status":"succeeded"')) return true
      }
      return false
    }),
  )
  return seen.filter(Boolean).length
}

async function violations(databaseUrl: string, sandbox: RunningSandbox): Promise<string[]> {
  const database = await openDatabase({ databaseUrl, dataDir: '' })
  const own = await readOwnFacts(asking(database)).finally(() => database.close())
  const panels = [await readPanelFacts(sandbox.url)]
  return checkInvariants({ own, panels, atRest: true }).map(describeViolation)
}

async function measure(postgres: PostgresServer, count: number, round: number): Promise<number> {
  const name = `bench_several_${process.pid}_${round}_${count}`
  const databaseUrl = await createDatabase(postgres.url, name)
  const home = await mkdtemp(join(tmpdir(), 'bench-several-'))
  const sandbox = await runSandbox()
  const running: RunningProcess[] = []
  const env = {
    DATA_DIR: join(home, 'data'),
    DATABASE_URL: databaseUrl,
    SECRET_KEY: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'warn',
    PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
  }
  try {
    const servers = Number(values.servers)
    const installation = await start({ count, env, servers, sandbox }, running)
    await onboardAll(installation, { flows: 20, clients: 4, prefix: 'w' })
    const flows = Number(values.flows)
    const load = { flows, clients: Number(values.clients), prefix: 'm' }
    const { perSecond, results } = await onboardAll(installation, load)
    const followed = await followEverywhere(installation)
    const found: string[] = []
    await eventually('every operation has ended', async () => {
      found.splice(0, found.length, ...(await violations(databaseUrl, sandbox)))
      return found.length === 0
    }).catch(() => undefined)
    const failed = results.reduce((sum, result) => sum + result.failed + result.notDone, 0)
    process.stdout.write(
      [
        `${count} web and ${count} worker: ${perSecond.toFixed(1)} flows/s`,
        `${failed} failed`,
        `followed on ${followed} of ${count} web processes`,
        `${found.length} violations\n`,
      ].join(', '),
    )
    for (const line of found.slice(0, 10)) process.stdout.write(`  ${line}\n`)
    for (const { firstFailure } of results)
      if (firstFailure !== null) process.stdout.write(`  ${firstFailure}\n`)
    return perSecond
  } finally {
    for (const each of running.toReversed()) await each.kill()
    await sandbox.process.kill()
    await dropDatabase(postgres.url, name)
    await rm(home, { recursive: true, force: true })
  }
}

async function bench(): Promise<void> {
  const counts = values.processes.split(',').map(Number)
  const postgres = await startPostgres({ ...process.env, TEST_DATABASE_URL: undefined })
  const rates = new Map<number, number[]>()
  try {
    for (let round = 1; round <= Number(values.rounds); round += 1)
      for (const count of counts)
        rates.set(count, [...(rates.get(count) ?? []), await measure(postgres, count, round)])
  } finally {
    await postgres.stop()
  }
  const mean = (of: readonly number[]) => of.reduce((sum, each) => sum + each, 0) / of.length
  const [base = 1] = counts.map((count) => mean(rates.get(count) ?? []))
  for (const [count, each] of rates)
    process.stdout.write(
      `${count}+${count} processes: ${(mean(each) / base).toFixed(2)} of ${counts[0]}+${counts[0]}\n`,
    )
}

if (values.help) process.stdout.write(usage)
else await bench()
