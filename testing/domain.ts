import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { panelDrivers } from '#panels/index.ts'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { alertQueue } from '#server/domain/alerts/index.ts'
import {
  type Call,
  type Context,
  contextOf,
  type Domain,
  type EngineSettings,
} from '#server/domain/context.ts'
import { hostingKinds } from '#server/domain/hosting/index.ts'
import { documentForMail } from '#server/domain/invoices/index.ts'
import { serverQueueRules } from '#server/domain/servers/index.ts'
import { isSuspensionWished } from '#server/domain/wishes/index.ts'
import type { Actor } from '#server/platform/auth/index.ts'
import { newId, type TestClock, testClock } from '#server/platform/clock/index.ts'
import type { Database } from '#server/platform/database/index.ts'
import { type Jobs, openJobs } from '#server/platform/jobs/index.ts'
import { createLog, type Log } from '#server/platform/log/index.ts'
import { createPanelHttp, createWebhookHttp, openSocket } from '#server/platform/outbound/index.ts'
import { type Keyring, openKeyring } from '#server/platform/secrets/index.ts'
import { createMailer } from '#server/platform/smtp/index.ts'
import { Queues, WorkSignals } from '#server/work/index.ts'
import { describeOnBothDatabases, describeOnEmbedded, describeOnPostgres } from './database.ts'

export const testEngine: EngineSettings = {
  panelDeadlineMs: 15_000,
  settleMs: 5_000,
  backoffFirstMs: 2_000,
  backoffMaxMs: 300_000,
  giveUpAfterMs: 86_400_000,
  maxUnknownAttempts: 5,
  leaseMs: 45_000,
  quarantineMs: 86_400_000,
  terminationGraceMs: 0,
  passwordKeptMs: 604_800_000,
  sweepMs: 50,
  serverConcurrency: 4,
  breakerFailures: 5,
  breakerOpenMs: 10_000,
  breakerOpenMaxMs: 60_000,
  troubleCheckMs: 15_000,
}

export const testSecretKey = 'a secret for tests, long enough'

/**
 * A real domain: database, jobs, keyring, outbound HTTP, driver. Only the clock and the panel's faults are
 * controlled by the test.
 */
export interface TestDomain {
  readonly database: Database
  readonly domain: Domain
  /** A request by staff: the context of a function. See {@link call} for other callers. */
  readonly ctx: Context
  readonly clock: TestClock
  readonly sandbox: Sandbox
  /** The log since the test began, one JSON line each. */
  readonly logged: readonly string[]
  /** The same domain with some parts replaced. */
  domainWith(parts: Partial<Domain>): Domain
}

interface Parts {
  readonly jobs: Jobs
  readonly keyring: Keyring
  readonly log: Log
  readonly panelHttp: ReturnType<typeof createPanelHttp>
  readonly sandbox: Sandbox
}

type Body = (open: () => TestDomain) => void

/**
 * Describes `body` on both databases. No worker runs: tests run operations themselves, one step at a time.
 */
export const describeDomain = (name: string, body: Body): void =>
  describeOnBothDatabases(name, (opened) => withDomain(opened, body))

/** For long tests that need no second database. */
export const describeDomainOnEmbedded = (name: string, body: Body): void =>
  describeOnEmbedded(name, (opened) => withDomain(opened, body))

/** For tests that need several connections: races and locks. */
export const describeDomainOnPostgres = (name: string, body: Body): void =>
  describeOnPostgres(name, (opened) => withDomain(opened, body))

// Real time, so long that a busy machine does not reach it. The test aborts hanging calls itself.
const panelHttpForTests = () =>
  createPanelHttp({
    allowedNetworks: ['127.0.0.0/8'],
    deadlineMs: 15_000,
    connectTimeoutMs: 10_000,
    maxBytes: 1_048_576,
  })

const mailerForTests = () =>
  createMailer({
    dial: (to) => openSocket(to, { allowedNetworks: ['127.0.0.0/8'], timeoutMs: 10_000 }),
    deadlineMs: 15_000,
  })

const webhookHttpForTests = () =>
  createWebhookHttp({ allowedNetworks: ['127.0.0.0/8'], deadlineMs: 15_000, connectTimeoutMs: 10_000 })

/**
 * Runs `work` on its own connection. If a request hangs at the panel, the connection is aborted, as by the
 * deadline.
 * @param whileHanging runs while the request hangs
 */
export async function cutOffWhenHanging(
  test: TestDomain,
  work: (domain: Domain) => Promise<unknown>,
  whileHanging: () => Promise<void> = async () => {},
): Promise<void> {
  const panelHttp = panelHttpForTests()
  let ended = false
  const done = work(test.domainWith({ panelHttp })).finally(() => {
    ended = true
  })
  while (test.sandbox.holds.count === 0 && !ended) await delay(5)
  await whileHanging()
  panelHttp.close()
  await done
}

function withDomain(opened: () => { readonly database: Database }, body: Body): void {
  const lines: string[] = []
  let parts: Parts | undefined
  let current: TestDomain | undefined
  beforeAll(async () => {
    const log = createLog({ level: 'warn', destination: { write: (line: string) => void lines.push(line) } })
    const jobs = await openJobs({ database: opened().database, log })
    await jobs.start([alertQueue])
    parts = {
      jobs,
      log,
      keyring: await openKeyring({ secretKey: testSecretKey, dataDir: '.' }),
      panelHttp: panelHttpForTests(),
      sandbox: await startSandbox({ controlPort: 0 }),
    }
  })
  beforeEach(async () => {
    if (!parts) return
    lines.length = 0
    await parts.sandbox.reset()
    current = makeTestDomain(opened().database, parts, lines)
  })
  afterAll(async () => {
    parts?.panelHttp.close()
    await parts?.jobs.stop(0)
    await parts?.sandbox.close()
  })
  body(() => {
    if (!current) throw new Error('The test domain is open in tests and hooks only.')
    return current
  })
}

function makeTestDomain(database: Database, parts: Parts, logged: readonly string[]): TestDomain {
  const { sandbox, ...own } = parts
  const clock = testClock('2026-03-01T08:00:00.000Z')
  const domain: Domain = {
    ...own,
    database,
    clock,
    mailer: mailerForTests(),
    webhookHttp: webhookHttpForTests(),
    webhooks: { deadlineMs: 15_000, keptMs: 2_592_000_000, disableAfterMs: 432_000_000 },
    linkOrigin: () => 'https://billing.hosting.example',
    linkOriginIsPublic: true,
    drivers: panelDrivers,
    installation: { id: newId(), epoch: 1 },
    engine: testEngine,
    signals: new WorkSignals(),
    queues: new Queues(testEngine.serverConcurrency),
    queueRules: serverQueueRules,
    kinds: hostingKinds,
    isSuspensionWished,
    documentForMail,
    alertWebhook: null,
    publicUrl: undefined,
    passwordLinkValidMs: 3_600_000,
    ownProcess: { role: 'all', startedAt: clock.now() },
    backupPlan: null,
  }
  const ctx = contextOf(domain, call())
  // Separate queues: an engine that is started and stopped on it does not affect the others.
  const domainWith = (other: Partial<Domain>) => {
    const engine = other.engine ?? domain.engine
    return { ...domain, queues: new Queues(engine.serverConcurrency), ...other }
  }
  return { database, domain, ctx, clock, sandbox, logged, domainWith }
}

export const staff: Extract<Actor, { kind: 'staff' }> = {
  kind: 'staff',
  role: 'owner',
  userId: newId(),
  name: 'Staff user',
  email: 'staff@hosting.example',
}

export const customerActor = (customerId: string = newId()): Actor => ({
  kind: 'customer',
  userId: newId(),
  customerId,
  name: 'A customer',
  email: 'customer@hosting.example',
})

/** One request. Default: by staff, without an Idempotency-Key, without waiting. */
export const call = (actor: Actor = staff, options: Partial<Omit<Call, 'actor'>> = {}): Call => ({
  actor,
  requestId: 'request-1',
  idempotency: null,
  waitMs: 0,
  ...options,
})

/** A staff call under an Idempotency-Key. `body` stands for the request body. */
export const callWithKey = (key: string, body = 'the same body'): Call =>
  call(staff, { idempotency: { actorKey: 'staff-1', key, requestHash: body } })
