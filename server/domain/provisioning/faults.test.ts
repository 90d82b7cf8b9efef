import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { type FaultName, faultNames } from '#sandbox/fault-table.ts'
import { call, cutOffWhenHanging, describeDomain, type TestDomain } from '#server/testing/domain.ts'
import {
  accountRow,
  addTestServer,
  advanceTo,
  onboardWithHosting,
  operationRow,
  runUntilRest,
  slotHolders,
} from '#server/testing/domain-steps.ts'
import {
  retryOperation,
  suspendHostingAccount,
  terminateHostingAccount,
  unsuspendHostingAccount,
} from '../hosting/index.ts'
import { readOperation } from '../operations/index.ts'
import { attempts } from '../tables/operations.ts'
import { releaseQuarantines } from './release-quarantines.ts'
import { runOperation } from './run.ts'

// One fault, once. Each cell: the outcomes of the attempts, then operation and account at rest.
// "unknown, succeeded": it was looked at, not there, and done again. "unknown" alone: it was found done.
const expected: Record<
  FaultName,
  readonly [create: string, suspend: string, unsuspend: string, end: string]
> = {
  refused: [
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, terminated',
  ],
  hang: [
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, terminated',
  ],
  'hang-after': [
    'unknown: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown: succeeded, terminated',
  ],
  slow: [
    'succeeded: succeeded, active',
    'succeeded: succeeded, suspended',
    'succeeded: succeeded, active',
    'succeeded: succeeded, terminated',
  ],
  late: [
    'unknown: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown: succeeded, terminated',
  ],
  error: [
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, terminated',
  ],
  'error-after': [
    'unknown: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown: succeeded, terminated',
  ],
  drop: [
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, terminated',
  ],
  'drop-after': [
    'unknown: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown: succeeded, terminated',
  ],
  html: [
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, terminated',
  ],
  'html-after': [
    'unknown: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown: succeeded, terminated',
  ],
  'rate-limit': [
    'deferred, succeeded: succeeded, active',
    'deferred, succeeded: succeeded, suspended',
    'deferred, succeeded: succeeded, active',
    'deferred, succeeded: succeeded, terminated',
  ],
  unavailable: [
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown, succeeded: succeeded, terminated',
  ],
  truncated: [
    'unknown: succeeded, active',
    'unknown, succeeded: succeeded, suspended',
    'unknown, succeeded: succeeded, active',
    'unknown: succeeded, terminated',
  ],
  redirect: [
    'rejected: needs-person, failed',
    'rejected: needs-person, active',
    'rejected: needs-person, suspended',
    'rejected: needs-person, terminating',
  ],
}

const column = (index: 0 | 1 | 2 | 3) =>
  Object.fromEntries(faultNames.map((fault) => [fault, expected[fault][index]]))

const usernameFor = (fault: FaultName) => `on${fault.replaceAll('-', '')}`

/** Real time, in which the sandbox waits: well within the deadline of a request, or soon after it was dropped. */
const milliseconds: Partial<Record<FaultName, number>> = { slow: 30, late: 120 }

function arm({ sandbox }: TestDomain, fault: FaultName, path: string): void {
  const ms = milliseconds[fault]
  sandbox.addFault({ fault, path, username: usernameFor(fault), ...(ms === undefined ? {} : { ms }) })
}

/**
 * Waits until the panel has noticed who left, and done what it does behind a dropped connection; then it accepts
 * connections again.
 */
async function pass({ sandbox }: TestDomain): Promise<void> {
  const underWay = () =>
    sandbox.holds.count > 0 ||
    sandbox.requests.recent(50).some(({ fault, performed }) => fault === 'late' && performed === null)
  while (underWay()) await new Promise((resolve) => setTimeout(resolve, 10))
  await sandbox.clearFaults()
}

async function outcomeOf(test: TestDomain, operationId: string, fault: FaultName): Promise<string> {
  if (fault.startsWith('hang')) {
    await cutOffWhenHanging(test, (domain) => runOperation(domain, operationId))
    await pass(test)
    advanceTo(test, (await readOperation(test.database.db, operationId)).nextAttemptAt)
  }
  const { status } = await runUntilRest(test, operationId, () => pass(test))
  const { accountId } = await operationRow(test, operationId)
  const rows = await test.database.db
    .select({ outcome: attempts.outcome })
    .from(attempts)
    .where(eq(attempts.operationId, operationId))
    .orderBy(asc(attempts.number))
  const account = await accountRow(test, accountId)
  return `${rows.map(({ outcome }) => outcome).join(', ')}: ${status}, ${account.status}`
}

describeDomain('One fault of the panel, once', (open) => {
  it('ends each kind of operation as the table says, with one account on the panel and one slot for each', async () => {
    const test = open()
    await addTestServer(test)
    const accounts = new Map<FaultName, string>()
    const accountOf = (fault: FaultName) => accounts.get(fault) ?? ''
    const usernames = faultNames.map(usernameFor).toSorted()
    const living = (status: string) =>
      test.sandbox
        .ledger()
        .filter((account) => account.status === status)
        .map(({ username }) => username)
        .toSorted()

    /** Starts the operation on each fault's own account, with that fault waiting for its call. */
    const tableOf = async (path: string, start: (fault: FaultName) => Promise<string>) => {
      const table: Record<string, string> = {}
      for (const fault of faultNames) {
        arm(test, fault, path)
        const operationId = await start(fault)
        table[fault] = await outcomeOf(test, operationId, fault)
        if (table[fault].includes('needs-person')) {
          await retryOperation(test.domain, call(), { operationId })
          expect(await runUntilRest(test, operationId)).toMatchObject({ status: 'succeeded' })
        }
      }
      return table
    }

    const create = async (fault: FaultName) => {
      const made = await onboardWithHosting(test, { username: usernameFor(fault) })
      accounts.set(fault, made.accountId)
      return made.operationId
    }
    expect(await tableOf('create', create)).toEqual(column(0))
    expect(living('active')).toEqual(usernames)

    const suspend = async (fault: FaultName) => {
      const request = { accountId: accountOf(fault), reason: 'staff' } as const
      return (await suspendHostingAccount(test.domain, call(), request)).body.operation.id
    }
    expect(await tableOf('suspend', suspend)).toEqual(column(1))
    expect(living('suspended')).toEqual(usernames)

    const unsuspend = async (fault: FaultName) => {
      const request = { accountId: accountOf(fault), reason: 'staff' } as const
      return (await unsuspendHostingAccount(test.domain, call(), request)).body.operation.id
    }
    expect(await tableOf('unsuspend', unsuspend)).toEqual(column(2))
    expect(living('active')).toEqual(usernames)
    expect(await slotHolders(test)).toEqual(usernames)

    const terminate = async (fault: FaultName) => {
      const request = { accountId: accountOf(fault), confirm: usernameFor(fault) }
      return (await terminateHostingAccount(test.domain, call(), request)).body.operation.id
    }
    expect(await tableOf('delete', terminate)).toEqual(column(3))
    expect(living('deleted')).toEqual(usernames)
    expect(test.sandbox.ledger()).toHaveLength(usernames.length)

    // A create that was sent again after an unknown one: that one may still come, for a day.
    const again = faultNames.filter((fault) => expected[fault][0].startsWith('unknown, succeeded'))
    expect(await slotHolders(test)).toEqual(again.map(usernameFor).toSorted())
    test.clock.advance(test.domain.engine.quarantineMs)
    await releaseQuarantines(test.domain)
    expect(await slotHolders(test)).toEqual([])
  }, 60_000)
})
