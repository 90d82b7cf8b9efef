import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accountAndOperation, type HostingAccount } from '#contracts/hosting/schemas.ts'
import { sampleOf } from '../ci-sample.ts'
import type { Reply } from '../http-client.ts'
import { eventually } from '../running-process.ts'
import type { SystemOptions } from '../running-system.ts'
import { newCustomer, onboard, onboardWaiting, settled } from '../system/onboarding.ts'
import { type CrashSystem, startCrashSystem } from './crash-system.ts'
import { type Kind, stepsOf } from './steps.ts'

interface Course {
  /** Creates the initial state. @returns the hosting account's id, or "" if the request itself creates it */
  prepare(crash: CrashSystem, username: string): Promise<string>
  /** Under an Idempotency-Key, so that a caller without a response may repeat it. */
  ask(crash: CrashSystem, username: string, accountId: string): Promise<Reply>
  readonly account: Partial<HostingAccount>
  readonly onPanel: 'active' | 'suspended' | 'deleted'
}

const active = async ({ system }: CrashSystem, username: string) => {
  const { hosting } = await onboardWaiting(system, newCustomer(username))
  if (hosting?.account.status !== 'active') throw new Error(`${username} should be active first.`)
  return hosting.account.id
}

const post = ({ system }: CrashSystem, path: string, body: object) =>
  system.admin('POST', path, { body, headers: { 'idempotency-key': path, prefer: 'wait=0' } })

const pause = ({ system }: CrashSystem, verb: 'pause' | 'resume') =>
  system.admin('POST', `/api/v1/engine/${verb}`, { body: {} })

const courses: Readonly<Record<Kind, Course>> = {
  create: {
    prepare: async () => '',
    ask: ({ system }, username) =>
      onboard(system, newCustomer(username), { 'idempotency-key': username, prefer: 'wait=30' }),
    account: { status: 'active', verified: true },
    onPanel: 'active',
  },
  held: {
    async prepare(crash) {
      await pause(crash, 'pause')
      return ''
    },
    async ask(crash, username) {
      const reply = await onboard(crash.system, newCustomer(username), {
        'idempotency-key': username,
        prefer: 'wait=0',
      })
      await pause(crash, 'resume')
      return reply
    },
    account: { status: 'active', verified: true },
    onPanel: 'active',
  },
  suspend: {
    prepare: active,
    ask: (crash, _username, id) =>
      post(crash, `/api/v1/hosting-accounts/${id}/suspend`, { reason: 'overdue' }),
    account: { status: 'suspended', suspendReasons: ['overdue'] },
    onPanel: 'suspended',
  },
  terminate: {
    prepare: active,
    ask: (crash, username, id) =>
      post(crash, `/api/v1/hosting-accounts/${id}/terminate`, { confirm: username }),
    account: { status: 'terminated' },
    onPanel: 'deleted',
  },
}

const accountIdIn = ({ json, text }: Reply): string => {
  const parsed = accountAndOperation.safeParse(
    typeof json === 'object' && json !== null && 'hosting' in json ? json.hosting : json,
  )
  if (!parsed.success) throw new Error(`The response has no account: ${text}`)
  return parsed.data.account.id
}

/** Stops the process at one step of one operation. @returns when it has ended */
async function killAt(crash: CrashSystem, kind: Kind, at: number, ask: () => Promise<Reply>): Promise<void> {
  await crash.arm({ kind: operationKindOf(kind), at, how: 'SIGKILL' })
  // The response may have been sent before the kill or not. Repeating the request shows it.
  const asked = ask().catch(() => undefined)
  const late = delay(30_000, 'late' as const, { ref: false })
  if ((await Promise.race([crash.system.server.ended(), late])) === 'late')
    throw new Error(
      `The ${kind} never reached step ${at}:\n${crash.points(operationKindOf(kind)).join('\n')}`,
    )
  await asked
}

const operationKindOf = (kind: Kind) => (kind === 'held' ? 'create' : kind)

async function expectWhole(crash: CrashSystem, kind: Kind, username: string, accountId: string) {
  const { account: expected, onPanel } = courses[kind]
  const account = await settled(crash.system, accountId)
  expect(account.operation).toMatchObject({ kind: operationKindOf(kind), status: 'succeeded' })
  expect(account).toMatchObject(expected)
  const made = await crash.system.sandbox.ledger(username)
  expect(made.map(({ id, status }) => [id, status])).toEqual([[account.panelUserId, onPanel]])
  expect(await crash.violations()).toEqual([])
}

/**
 * Kills the server at every step boundary of one kind of operation, or at those of `only`, and restarts it.
 * The request is repeated under its key, and must end as if nothing had happened. One data directory for all
 * of them.
 */
export function sweep(kind: Kind, options: SystemOptions & { only?: readonly number[] } = {}): void {
  const { only, ...systemOptions } = options
  let crash: CrashSystem
  beforeAll(async () => {
    crash = await startCrashSystem(systemOptions)
    await crash.system.addServer({ capacity: 500 })
  })
  afterAll(() => crash?.system.remove())
  const { prepare, ask } = courses[kind]

  it('has exactly these steps', async () => {
    const username = `${kind}whole`
    const prepared = await prepare(crash, username)
    await crash.arm({ kind: operationKindOf(kind), at: 0, how: 'SIGKILL' })
    const accountId = accountIdIn(await ask(crash, username, prepared))
    await expectWhole(crash, kind, username, accountId)
    expect(crash.points(operationKindOf(kind))).toEqual(stepsOf[kind])
  }, 60_000)

  const steps = stepsOf[kind].map((step, index) => ({ number: index + 1, step }))
  it.each(
    sampleOf(steps.filter(({ number }) => only?.includes(number) ?? true)),
  )('killed at step $number, $step: ends completely, once', async ({ number, step }) => {
    const username = `${kind}${number}`
    const prepared = await prepare(crash, username)
    await killAt(crash, kind, number, () => ask(crash, username, prepared))
    expect(crash.points(operationKindOf(kind)).at(-1)).toBe(step)

    await crash.system.start()
    const accountId = accountIdIn(await ask(crash, username, prepared))
    await expectWhole(crash, kind, username, accountId)
  }, 120_000)

  const sent = stepsOf[kind].findIndex((step) => /^(POST|DELETE) \S+ is sent$/.test(step)) + 1
  it.runIf(only === undefined)(
    'killed after the request is sent, and executed only after the next process did its lookup: ends completely, once',
    async () => {
      const username = `${kind}late`
      const prepared = await prepare(crash, username)
      const path = kind === 'terminate' ? 'delete' : operationKindOf(kind)
      await crash.system.sandbox.addFault({ fault: 'late', path, until: 'released', client: 'hanging' })
      await killAt(crash, kind, sent, () => ask(crash, username, prepared))

      await crash.system.start()
      const accountId = accountIdIn(await ask(crash, username, prepared))
      await lookedAgain(crash, accountId)
      await crash.system.sandbox.clearFaults()
      await expectWhole(crash, kind, username, accountId)
    },
    120_000,
  )
}

/** Waits until the interrupted operation resumed and the panel was read. */
const lookedAgain = (crash: CrashSystem, accountId: string) =>
  eventually('the panel was read again', async () => {
    const { operations, sightings, attempts } = await crash.readFacts()
    const operation = operations.filter(({ account_id }) => account_id === accountId).at(-1)
    const looks = sightings.filter(({ operation_id }) => operation_id === operation?.id).length
    const tried = attempts.filter(({ operation_id }) => operation_id === operation?.id).length
    return looks >= 2 || tried >= 2
  })
