import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { terminateHostingAccount } from '#server/domain/hosting/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  deleteOnPanel,
  onboardWithHosting,
  provisioned,
  runUntilSettled,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import {
  asking,
  checkInvariants,
  describeViolation,
  findSecrets,
  type Rule,
  readAllText,
  readOwnFacts,
  readPanelFacts,
  type Violation,
} from './index.ts'

async function violations(test: TestDomain): Promise<Violation[]> {
  const { id } = test.domain.installation
  await run(test, sql`insert into installation (id) values (${id}) on conflict do nothing`)
  const own = await readOwnFacts(asking(test.database))
  const readAt = test.clock.now()
  const panels = [await readPanelFacts(test.sandbox.url)]
  return checkInvariants({ own: { ...own, readAt }, panels, atRest: true })
}

const found = async (test: TestDomain) => [...new Set((await violations(test)).map(({ rule }) => rule))]

/** Violations that are created beside one correct account. */
type Plant = (test: TestDomain, ids: { accountId: string; operationId: string }) => Promise<unknown>

const run = (test: TestDomain, text: ReturnType<typeof sql>) => test.database.db.execute(text)
const change =
  (set: string): Plant =>
  (test, { accountId }) =>
    run(test, sql`update hosting_accounts set ${sql.raw(set)} where id = ${accountId}`)
const changeOperation =
  (set: string): Plant =>
  (test, { operationId }) =>
    run(test, sql`update operations set ${sql.raw(set)} where id = ${operationId}`)
const marked = async (test: TestDomain, accountId: string) => (await accountRow(test, accountId)).marker

const plants: [Rule, string, Plant][] = [
  [
    'made-once',
    'a second account has its marker',
    async (test, { accountId }) =>
      strangerOnPanel(test, { username: 'twin', billing_id: await marked(test, accountId) }),
  ],
  [
    'made-once',
    'an earlier one with its marker was deleted, not by our own termination',
    async (test, { accountId }) => {
      await deleteOnPanel(test, (await accountRow(test, accountId)).panelUserId ?? '')
      const id = await strangerOnPanel(test, {
        username: 'alpha',
        billing_id: await marked(test, accountId),
      })
      await change(`panel_user_id = '${id}'`)(test, { accountId, operationId: '' })
    },
  ],
  [
    'marker-and-row',
    'the panel has an account with a marker that no row has',
    (test, { accountId }) => change("marker = 'npb1.other'")(test, { accountId, operationId: '' }),
  ],
  [
    'marker-and-row',
    'the panel has the account under another username',
    (test) => changeOnPanel(test, { username: 'renamed' }),
  ],
  [
    'marker-and-row',
    'a row of a live account holds no slot',
    change("status = 'failed', holds_slot = false"),
  ],
  [
    'marker-and-row',
    'a row is on another server than its account',
    async (test, { accountId }) => {
      const { apiKey, apiSecret } = test.sandbox.createKey({})
      const other = await addTestServer(test, { name: 'Other', apiKey, apiSecret })
      await run(test, sql`update servers set base_url = 'http://127.0.0.1:9' where id = ${other.id}`)
      await change(`server_id = '${other.id}'`)(test, { accountId, operationId: '' })
    },
  ],
  ['read-back', 'an active account without an id', change('panel_user_id = null')],
  ['read-back', 'an active account with an id that the panel never had', change("panel_user_id = '4711'")],
  ['read-back', 'an active account that was never read back', change('verified = false')],
  [
    'read-back',
    'an active account that is marked as verified without a lookup',
    (test, { operationId }) =>
      run(
        test,
        sql`delete from operation_events where operation_id = ${operationId} and event <> 'operation.queued'`,
      ),
  ],
  [
    'read-back',
    'an active account with the id of another owner',
    async (test, ids) => {
      const id = await strangerOnPanel(test, { username: 'stranger' })
      await change(`panel_user_id = '${id}'`)(test, ids)
    },
  ],
  ['as-observed', 'an account that is suspended here but not on the panel', change("status = 'suspended'")],
  [
    'as-observed',
    'an account that is terminated here but live on the panel',
    change("status = 'terminated', quarantined_until = now()"),
  ],
  ['slots', 'an active account without a slot', change('holds_slot = false')],
  ['slots', 'a terminated account with a slot', change("status = 'terminated'")],
  [
    'slots',
    'more slots taken than the capacity',
    async (test) => {
      await provisioned(test, { username: 'beta' })
      await run(test, sql`update servers set capacity = 1`)
    },
  ],
  [
    'slots',
    'a server counts a slot that no account holds',
    (test) => run(test, sql`update servers set slots_held = slots_held + 1`),
  ],
  [
    'one-open',
    'two open operations on one account',
    async (test, { accountId }) => {
      await run(test, sql`drop index if exists operations_one_open`)
      for (const id of [newId(), newId()])
        await run(
          test,
          sql`insert into operations (id, account_id, server_id, kind, status, input, created_at, updated_at)
            select ${id}, id, server_id, 'suspend', 'needs-person', '{}', now(), now() from hosting_accounts where id = ${accountId}`,
        )
    },
  ],
  [
    'ended-or-waiting',
    'an operation that is running without a worker',
    changeOperation("status = 'running'"),
  ],
  [
    'ended-or-waiting',
    'an operation that waits without a next attempt',
    changeOperation("status = 'waiting'"),
  ],
  [
    'ended-or-waiting',
    'an operation that is overdue',
    changeOperation("status = 'waiting', next_attempt_at = '2026-01-01'"),
  ],
  ['ended-or-waiting', 'an ended operation without an end time', changeOperation('ended_at = null')],
  [
    'ended-or-waiting',
    'an attempt without outcome',
    (test, { operationId }) =>
      run(test, sql`update attempts set outcome = null where operation_id = ${operationId}`),
  ],
  ['ended-or-waiting', 'a pending account without an operation', change("status = 'pending'")],
  ['ended-or-waiting', 'an unknown account without an operation', change("status = 'unknown'")],
  [
    'password-wiped',
    'an active account whose password is still stored',
    change("password_sealed = 'v1.sealed'"),
  ],
  [
    'password-wiped',
    'a failed account whose password is stored for too long',
    change("status = 'failed', password_sealed = 'v1.sealed', password_expires_at = '2026-01-01'"),
  ],
]

async function changeOnPanel({ sandbox }: TestDomain, change: object): Promise<void> {
  const id = sandbox.ledger()[0]?.id
  const answer = await fetch(`${sandbox.url}/_sandbox/accounts/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`)
}

describeDomain('The invariants', (open) => {
  it('hold after a series of operations without errors', async () => {
    const test = open()
    await addTestServer(test)
    await provisioned(test, { username: 'alpha' })
    const { accountId } = await provisioned(test, { username: 'beta' })
    const ended = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'beta' })
    await runUntilSettled(test, ended.body.operation.id)
    await strangerOnPanel(test, { username: 'stranger', billing_id: 'npb1.other.1' })
    test.sandbox.addFault({ fault: 'error', path: 'create', times: 'always' })
    const failing = await onboardWithHosting(test, { username: 'gamma' })
    await runUntilSettled(test, failing.operationId)
    expect(await violations(test)).toEqual([])
    expect((await readOwnFacts(asking(test.database))).accounts).toHaveLength(3)
  })

  it.each(plants)('%s: detects that %s', async (rule, _what, plant) => {
    const test = open()
    await addTestServer(test)
    const { accountId, operationId } = await provisioned(test)
    expect(await violations(test)).toEqual([])
    await plant(test, { accountId, operationId })
    expect(await found(test)).toContain(rule)
    for (const violation of await violations(test)) expect(describeViolation(violation)).toMatch(/\(\S+ \S+/)
  })

  it('no-secret: detects a password in a row or a log, in any encoding', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await provisioned(test)
    const secrets = { 'hosting password': 'Top "secret" 1?', 'API secret': test.sandbox.apiSecret }
    const leaks = async () => {
      const rows = await readAllText(asking(test.database))
      return findSecrets(
        rows.map(({ table, text }) => ({ from: table, text })),
        secrets,
      )
    }
    expect(await leaks()).toEqual([])
    const detail = JSON.stringify({
      exchanges: [{ answer: JSON.stringify({ input: secrets['hosting password'] }) }],
    })
    await run(
      test,
      sql`update operation_events set detail = ${detail}::jsonb where operation_id = ${operationId}`,
    )
    expect((await leaks())[0]).toEqual({
      rule: 'no-secret',
      message: 'The hosting password is in public.operation_events.',
      ids: { where: 'public.operation_events' },
    })
    const logged = (text: string) => findSecrets([{ from: 'the log', text }], secrets).length
    expect(logged(`GET /?password=${encodeURIComponent(secrets['hosting password'])}`)).toBe(1)
    expect(logged(Buffer.from(secrets['API secret']).toString('base64'))).toBe(1)
    expect(logged('no secret here')).toBe(0)
  })
})
