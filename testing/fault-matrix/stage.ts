import { setTimeout as delay } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import type { Operation } from '#contracts/operations/schemas.ts'
import { isSettled } from '#contracts/operations/states.ts'
import type { AnyFaultName } from '#sandbox/faults/table.ts'
import { readOperation } from '#server/domain/accounts/index.ts'
import { contextOf, type Domain } from '#server/domain/context.ts'
import {
  suspendHostingAccount,
  terminateHostingAccount,
  unsuspendHostingAccount,
} from '#server/domain/hosting/index.ts'
import { checkServer } from '#server/domain/servers/index.ts'
import { runOperation } from '#server/work/index.ts'
import { attempts } from '#server/work/table.ts'
import { call, cutOffWhenHanging, type TestDomain, testEngine } from '../domain.ts'
import { accountRow, advanceTo, onboardWithHosting, operationRow, serverRow } from '../domain-steps.ts'
import { type Kind, routeOf } from './kinds.ts'

/** A hosting account that goes through the four kinds of operation. */
export interface Subject {
  username: string
  accountId: string
}

// Consecutive failures are expected here. Breakers have their own tests.
const noBreaker = { breakerFailures: 1_000_000 }

function withEngine(test: TestDomain, engine: Domain['engine']): TestDomain {
  const domain = test.domainWith({ engine })
  return {
    ...test,
    domain,
    ctx: contextOf(domain, call()),
    domainWith: (parts) => test.domainWith({ engine, ...parts }),
  }
}

export const patient = (test: TestDomain) => withEngine(test, { ...testEngine, ...noBreaker })

/** Has shorter limits than the defaults, with the same behavior. */
export const hasty = (test: TestDomain) =>
  withEngine(test, {
    ...testEngine,
    ...noBreaker,
    backoffFirstMs: 20_000,
    backoffMaxMs: 30_000,
    giveUpAfterMs: 40_000,
    maxUnknownAttempts: 2,
  })

export async function start(test: TestDomain, kind: Kind, subject: Subject): Promise<string> {
  const { username, accountId } = subject
  if (kind === 'create') {
    const made = await onboardWithHosting(test, { username })
    subject.accountId = made.accountId
    return made.operationId
  }
  if (kind === 'terminate') {
    const ended = await terminateHostingAccount(test.ctx, { id: accountId, confirm: username })
    return ended.body.operation.id
  }
  const change = kind === 'suspend' ? suspendHostingAccount : unsuspendHostingAccount
  return (await change(test.ctx, { id: accountId, reason: 'staff' })).body.operation.id
}

// Real time, in which the sandbox waits: well within the deadline of a request, or soon after it was dropped.
const parameters: Partial<Record<AnyFaultName, { ms?: number; bytes?: number }>> = {
  slow: { ms: 10 },
  late: { ms: 60 },
  drip: { ms: 10 },
  'drip-after': { ms: 10 },
  huge: { bytes: 2_097_152 },
  'huge-after': { bytes: 2_097_152 },
}

/** For the one call that the operation is about. */
export function armCall(
  { sandbox }: TestDomain,
  { fault, kind, username }: { fault: AnyFaultName; kind: Kind; username: string },
  times: 1 | 'always',
): void {
  sandbox.addFault({ fault, path: routeOf[kind], username, times, ...parameters[fault] })
}

/** For all reads. */
export function armReads({ sandbox }: TestDomain, fault: AnyFaultName, times: 1 | 'always'): void {
  for (const path of ['get', 'list']) sandbox.addFault({ fault, path, times, ...parameters[fault] })
}

/**
 * Waits until the panel has noticed a disconnected client, and finished its work after a dropped connection.
 */
async function quiet({ sandbox }: TestDomain): Promise<void> {
  const underWay = () =>
    sandbox.holds.count > 0 ||
    sandbox.requests.recent(50).some(({ fault, performed }) => fault === 'late' && performed === null)
  while (underWay()) await delay(5)
}

const mostTurns = 40

/**
 * Runs an operation whenever it is due, aborting hanging calls, until it has ended or needs attention. Server
 * trouble is checked as by the schedule, so that operations resume automatically.
 */
export async function untilSettled(
  test: TestDomain,
  operationId: string,
  between: () => Promise<void> = async () => {},
): Promise<Operation> {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    await cutOffWhenHanging(test, (domain) => runOperation(domain, operationId))
    await quiet(test)
    const row = await operationRow(test, operationId)
    const operation = await readOperation(test.database.db, operationId)
    if (isSettled(row.status) && !row.stoppedByTrouble) return operation
    await between()
    if (row.stoppedByTrouble) {
      await checkServer(test.domain, row.queueKey)
      if ((await serverRow(test, row.queueKey)).pausedAt !== null) return operation
    }
    advanceTo(test, operation.nextAttemptAt)
  }
  throw new Error(`Operation ${operationId} is not settled after ${mostTurns} runs.`)
}

/** Operation and account when settled, in the words of the tables. */
export async function endOf(test: TestDomain, operation: Operation): Promise<string> {
  const { status, holdsSlot } = await accountRow(test, operation.accountId)
  const there = status === 'active' || status === 'suspended'
  return [
    operation.error ? `${operation.status} (${operation.error.code})` : operation.status,
    there ? status : `${status}, slot ${holdsSlot ? 'held' : 'free'}`,
  ].join('; ')
}

/** The same with the outcomes of the attempts before it. */
export async function storyOf(test: TestDomain, operation: Operation): Promise<string> {
  const rows = await test.database.db
    .select({ outcome: attempts.outcome })
    .from(attempts)
    .where(eq(attempts.operationId, operation.id))
    .orderBy(asc(attempts.number))
  const story = rows.length === 0 ? 'none' : rows.map(({ outcome }) => outcome).join(', ')
  return `${story}: ${await endOf(test, operation)}`
}
