import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { type Operation, operation, operationPage } from '#contracts/operations/schemas.ts'
import { openDatabase } from '#server/platform/database/index.ts'
import {
  asking,
  checkInvariants,
  describeViolation,
  readOwnFacts,
  readPanelFacts,
} from '../crash/invariants/index.ts'
import { bodyOf } from '../http-client.ts'
import { eventually } from '../running-process.ts'
import { newCustomer, onboardAtOnce, onboardWaiting, settled } from '../system/onboarding.ts'
import { type SystemWithWorkers, startWithWorkers, type Worker } from './workers.ts'

/**
 * A worker is stopped past its lease, as on a machine that swaps or migrates. The other worker takes over and
 * finishes the operation. Then the first worker resumes.
 */
describe('Of two workers, one that was stopped past its lease', () => {
  let all: SystemWithWorkers
  beforeAll(async () => {
    all = await startWithWorkers()
    await all.system.addServer()
  })
  afterEach(() => {
    for (const { process } of all.workers) process.signal('SIGCONT')
  })
  afterAll(() => all?.remove())

  const latestOn = async (accountId: string): Promise<Operation> => {
    const page = bodyOf(await all.system.admin('GET', '/api/v1/operations?limit=100'), 200, operationPage)
    const id = page.items.find((item) => item.accountId === accountId)?.id
    return bodyOf(await all.system.admin('GET', `/api/v1/operations/${id}`), 200, operation)
  }
  const post = (path: string, body: object, wait = 0) =>
    all.system.admin('POST', path, { body, headers: { prefer: `wait=${wait}` } })
  const active = async (username: string) => {
    const { hosting } = await onboardWaiting(all.system, newCustomer(username))
    expect(hosting?.account.status).toBe('active')
    return hosting?.account.id ?? ''
  }
  const ended = async (accountId: string, status: HostingAccount['status']) => {
    const account = await settled(all.system, accountId)
    const latest = await latestOn(accountId)
    const timeline = latest.timeline.map(({ at, message }) => `${at} ${message}`).join('\n')
    expect(account.status, timeline).toBe(status)
  }
  const onPanel = async (username: string) =>
    (await all.system.sandbox.ledger(username)).map(({ status }) => status)

  /** Resumes, and its write is refused. */
  const continued = async ({ process }: Worker) => {
    const refusals = () => process.output().match(/lease lost/g)?.length ?? 0
    const before = refusals()
    process.signal('SIGCONT')
    await eventually('the stopped worker detects that its lease is lost', async () => refusals() > before)
  }
  const violations = async () => {
    const database = await openDatabase({ databaseUrl: all.system.databaseUrl, dataDir: all.system.dataDir })
    const own = await readOwnFacts(asking(database)).finally(() => database.close())
    const panels = [await readPanelFacts(all.system.sandbox.url)]
    return checkInvariants({ own, panels, atRest: true }).map(describeViolation)
  }

  it.each([
    ['when it has recorded the attempt', 'after the commit of attempt.started'],
    ['before it sends the create', 'before POST /accounts is sent'],
    ['while the panel makes the account', 'POST /accounts is sent'],
    ['when it has the response, and has not recorded it', 'before the commit of attempt.ended'],
    ['while it reads the account back', 'GET /accounts/{id} is sent'],
    // One statement writes the end: a worker that stops before it holds no row lock, so the other one takes
    // over.
    ['before it writes the end', 'before the commit of operation.succeeded'],
  ])(
    '%s: creates no account twice, and writes nothing more',
    async (_when, point) => {
      const username = `create${point.length}`
      let accountId = ''
      const { stopped } = await all.stopOneAt(point, async () => {
        accountId = (await onboardAtOnce(all.system, newCustomer(username))).accountId
      })
      await ended(accountId, 'active')
      const before = await latestOn(accountId)

      await continued(stopped)
      expect(await latestOn(accountId)).toEqual(before)
      expect(await onPanel(username)).toEqual(['active'])
      expect(await violations()).toEqual([])
    },
    60_000,
  )

  it('while the panel hangs: creates no account twice, even if the panel executes it after the other worker did', async () => {
    await all.system.sandbox.addFault({ fault: 'hang', path: 'create', username: 'hanging' })
    let accountId = ''
    const { stopped } = await all.stopOneAt('POST /accounts is sent', async () => {
      accountId = (await onboardAtOnce(all.system, newCustomer('hanging'))).accountId
    })
    await ended(accountId, 'active')
    await all.system.sandbox.clearFaults()
    await continued(stopped)
    expect(await onPanel('hanging')).toEqual(['active'])
    expect(await violations()).toEqual([])
  }, 60_000)

  it.each([
    ['when it has recorded the attempt', 'after the commit of attempt.started'],
    ['before it sends the create', 'before POST /accounts is sent'],
  ])(
    '%s: creates no account after the account was terminated',
    async (_when, point) => {
      const username = `gone${point.length}`
      let accountId = ''
      const { stopped } = await all.stopOneAt(point, async () => {
        accountId = (await onboardAtOnce(all.system, newCustomer(username))).accountId
      })
      await settled(all.system, accountId)
      await post(`/api/v1/hosting-accounts/${accountId}/terminate`, { confirm: username }, 20)
      await ended(accountId, 'terminated')

      await continued(stopped)
      expect(await onPanel(username)).toEqual(['deleted'])
      expect(await violations()).toEqual([])
    },
    60_000,
  )

  it.each([
    ['when it has recorded the attempt', 'after the commit of attempt.started'],
    ['before it sends a suspension', 'before POST /accounts/{id}/suspend is sent'],
  ])(
    '%s: does not suspend an account that was unsuspended in between',
    async (_when, point) => {
      const username = `released${point.length}`
      const accountId = await active(username)
      const { stopped } = await all.stopOneAt(point, () =>
        post(`/api/v1/hosting-accounts/${accountId}/suspend`, { reason: 'staff' }),
      )
      await ended(accountId, 'suspended')
      await post(`/api/v1/hosting-accounts/${accountId}/unsuspend`, { reason: 'staff' }, 20)
      await ended(accountId, 'active')

      await continued(stopped)
      expect(await onPanel(username)).toEqual(['active'])
      expect(await violations()).toEqual([])
    },
    60_000,
  )

  it('when it has deleted the account: the other worker verifies that it is gone', async () => {
    const accountId = await active('deleted')
    const { stopped } = await all.stopOneAt('DELETE /accounts/{id} is sent', () =>
      post(`/api/v1/hosting-accounts/${accountId}/terminate`, { confirm: 'deleted' }),
    )
    await ended(accountId, 'terminated')
    await continued(stopped)
    expect(await onPanel('deleted')).toEqual(['deleted'])
    expect(await violations()).toEqual([])
  }, 60_000)
})
