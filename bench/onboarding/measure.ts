import { setTimeout as delay } from 'node:timers/promises'
import { caller } from '#testing/http-client.ts'
import { createDatabase, dropDatabase } from '#testing/postgres-databases.ts'
import type { PostgresServer } from '#testing/postgres-server.ts'
import { quantile } from '../quantile.ts'
import { type LoadResult, loadResult } from './client.ts'
import { type Forked, forkProgram } from './forked.ts'
import { type HashLimit, hashLimit } from './hash-limit.ts'
import { type HealthSeen, watchHealth } from './health-watch.ts'
import { cpuMsOf, cpuPressureUs, loadAverage } from './processes.ts'
import { type Product, startProduct } from './product.ts'
import { countStatements, type Statements } from './statements.ts'
import { longestChain, ofFlows, type PanelStub, startStub } from './stub.ts'

export interface Variant {
  readonly database: 'postgres' | 'embedded'
  readonly latencyMs: number
  readonly clients: number
}

export interface Plan {
  readonly command: readonly string[]
  readonly flows: number
  readonly servers: number
  /** Maximum duration of a load. */
  readonly limitMs: number
}

export interface Measured {
  readonly variant: Variant
  readonly flowsPerSecond: number
  readonly tookMs: readonly number[]
  readonly notDone: number
  readonly failed: number
  readonly firstFailure: string | null
  /** Hashes per second and the CPU of one, the mean of before and after. */
  readonly hash: HashLimit
  /** Milliseconds of CPU per flow. */
  readonly cpu: {
    readonly product: number
    readonly database: number
    readonly stub: number
    readonly client: number
  }
  /**
   * Per flow, without the statements of the idle product in the same time. Null with the embedded database.
   */
  readonly statements: Statements | null
  /** One flow at a time, at {@link aloneLatencyMs}. */
  readonly alone: { readonly p50: number; readonly requests: number; readonly serial: number }
  /** 80 clients. */
  readonly crowd: HealthSeen & { readonly done: number; readonly notDone: number }
  readonly rssMb: number
  readonly startCpuMs: number
  readonly load: number
  /** Share of the load's time in which a process waited for a CPU. */
  readonly pressure: number
}

export const aloneLatencyMs = 300
const aloneFlows = 6
const countedFlows = 30
const crowdClients = 80
const crowdFlows = 160
const crowdLimitMs = 30_000
const warmUpFlows = 30
/** The embedded database runs its WebAssembly slowly until V8 has compiled it: at least 2,000 statements. */
const warmUpReads = 700
const idleMs = 4_000
const hashMs = 2_000
const settleLimitMs = 60_000

interface Running {
  readonly product: Product
  readonly stub: PanelStub
  readonly client: Forked
}

/** One load at a given latency of the panel. The prefix makes its names unique. */
async function load(
  { product, stub, client }: Running,
  of: { prefix: string; flows: number; clients: number; latencyMs: number; limitMs: number },
): Promise<LoadResult> {
  const { latencyMs, ...wanted } = of
  await stub.setLatency(latencyMs)
  const { url, cookie, serverIds } = product
  return client.ask({ url, cookie, serverIds, ...wanted }, loadResult)
}

async function warmUp(running: Running, { database }: Variant): Promise<void> {
  await load(running, { prefix: 'w', flows: warmUpFlows, clients: 4, latencyMs: 0, limitMs: 120_000 })
  if (database !== 'embedded') return
  const call = caller(running.product.url, running.product.cookie)
  const end = Date.now() + 60_000
  for (let read = 0; read < warmUpReads && Date.now() < end; read += 4)
    await Promise.all(Array.from({ length: 4 }, () => call('GET', '/api/v1/customers?limit=5')))
}

/**
 * Waits until the panel gets no requests of flows for two seconds, so that they do not count for the next
 * load.
 */
async function settle({ stub }: Running): Promise<void> {
  await stub.setLatency(0)
  const end = Date.now() + settleLimitMs
  do {
    await stub.clearLog()
    await delay(2_000)
  } while (ofFlows(await stub.readLog()).length > 0 && Date.now() < end)
}

type Cpu = Measured['cpu']

async function measureLoad(running: Running, variant: Variant, plan: Plan, postgresPid: number | undefined) {
  const { product, stub, client } = running
  const cpu = (): Cpu => ({
    product: cpuMsOf(product.pid),
    database: postgresPid === undefined ? 0 : cpuMsOf(postgresPid),
    stub: cpuMsOf(stub.pid),
    client: cpuMsOf(client.pid),
  })
  const before = cpu()
  const pressureBefore = cpuPressureUs()
  const startedAt = performance.now()
  const { clients, latencyMs } = variant
  const { flows, limitMs } = plan
  const result = await load(running, { prefix: 'l', flows, clients, latencyMs, limitMs })
  const elapsedMs = performance.now() - startedAt
  const after = cpu()
  const done = result.tookMs.length
  const each = (of: keyof Cpu) => (after[of] - before[of]) / done
  const waited = ((cpuPressureUs() ?? Number.NaN) - (pressureBefore ?? Number.NaN)) / 1000
  return {
    flowsPerSecond: (done * 1000) / result.elapsedMs,
    tookMs: result.tookMs,
    notDone: result.notDone,
    failed: result.failed,
    firstFailure: result.firstFailure,
    cpu: {
      product: each('product'),
      database: each('database'),
      stub: each('stub'),
      client: each('client'),
    },
    load: loadAverage(),
    pressure: waited / elapsedMs,
  }
}

async function measureStatements(
  running: Running,
  admin: string,
  database: string,
): Promise<Statements | null> {
  const counter = await countStatements(admin, database)
  const during = async (work: () => Promise<unknown>) => {
    const before = await counter.read()
    const startedAt = performance.now()
    await work()
    const ms = performance.now() - startedAt
    const after = await counter.read()
    return { ms, of: (name: keyof Statements) => after[name] - before[name] }
  }
  try {
    const idle = await during(() => delay(idleMs))
    const busy = await during(() =>
      load(running, { prefix: 'c', flows: countedFlows, clients: 1, latencyMs: 0, limitMs: 120_000 }),
    )
    const each = (name: keyof Statements) =>
      (busy.of(name) - (idle.of(name) * busy.ms) / idle.ms) / countedFlows
    return {
      sent: each('sent'),
      begins: each('begins'),
      commits: each('commits'),
      nested: each('nested'),
      writes: each('writes'),
    }
  } finally {
    await counter.close()
  }
}

async function measureAlone(running: Running): Promise<Measured['alone']> {
  await running.stub.clearLog()
  const latencyMs = aloneLatencyMs
  const { tookMs } = await load(running, {
    prefix: 'a',
    flows: aloneFlows,
    clients: 1,
    latencyMs,
    limitMs: 60_000,
  })
  const requests = ofFlows(await running.stub.readLog())
  return {
    p50: quantile(tookMs, 0.5),
    requests: requests.length / tookMs.length,
    serial: longestChain(requests) / tookMs.length,
  }
}

async function measureCrowd(running: Running, { latencyMs }: Variant): Promise<Measured['crowd']> {
  const { result, ...health } = await watchHealth(running.product.url, () =>
    load(running, {
      prefix: 'm',
      flows: crowdFlows,
      clients: crowdClients,
      latencyMs,
      limitMs: crowdLimitMs,
    }),
  )
  return { ...health, done: result.tookMs.length, notDone: result.notDone + result.failed }
}

async function measureHash(): Promise<HashLimit> {
  const program = forkProgram('hash-limit.ts')
  try {
    return await program.ask({ forMs: hashMs }, hashLimit)
  } finally {
    await program.end()
  }
}

async function measureProduct(variant: Variant, plan: Plan, postgres: PostgresServer | undefined) {
  const name = `bench_${process.pid}_${Date.now()}`
  const databaseUrl = postgres && (await createDatabase(postgres.url, name))
  const stub = await startStub()
  const client = forkProgram('client.ts')
  try {
    const product = await startProduct({ ...plan, databaseUrl, stub })
    const running = { product, stub, client }
    try {
      await warmUp(running, variant)
      const loaded = await measureLoad(running, variant, plan, postgres?.pid)
      await settle(running)
      const statements = postgres ? await measureStatements(running, postgres.url, name) : null
      const alone = await measureAlone(running)
      const crowd = await measureCrowd(running, variant)
      const { rssMb, startCpuMs } = product
      return { ...loaded, statements, alone, crowd, rssMb, startCpuMs }
    } finally {
      await product.stop()
    }
  } finally {
    await client.end()
    await stub.stop()
    if (postgres) await dropDatabase(postgres.url, name)
  }
}

/** A start that does not count: the first one may build the web app, which needs memory and CPU. */
export async function prepare({ command }: Plan): Promise<void> {
  const stub = await startStub()
  try {
    const product = await startProduct({ command, databaseUrl: undefined, stub, servers: 0 })
    await product.stop()
  } finally {
    await stub.stop()
  }
}

/** Measures one variant on a new installation, between two measurements of the hash rate. */
export async function measure(
  variant: Variant,
  plan: Plan,
  postgres: PostgresServer | undefined,
): Promise<Measured> {
  const before = await measureHash()
  const measured = await measureProduct(variant, plan, postgres)
  const after = await measureHash()
  const hash = {
    perSecond: (before.perSecond + after.perSecond) / 2,
    cpuMsEach: (before.cpuMsEach + after.cpuMsEach) / 2,
  }
  return { variant, hash, ...measured }
}
