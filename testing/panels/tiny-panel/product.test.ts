import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { panelDrivers } from '#panels/index.ts'
import { getHostingAccount } from '#server/domain/accounts/index.ts'
import { type Context, contextOf, type Domain } from '#server/domain/context.ts'
import {
  changeHostingPassword,
  readHostingUsage,
  suspendHostingAccount,
  terminateHostingAccount,
  unsuspendHostingAccount,
} from '#server/domain/hosting/index.ts'
import { retryOperation } from '#server/domain/operations/index.ts'
import { listPanels } from '#server/domain/panels/index.ts'
import {
  addServer,
  changeServer,
  problemsOfCredentials,
  refuseBadCredentials,
  refuseUnsupported,
  refuseUnsupportedOn,
  rotateServerKey,
  testConnection,
  testServer,
} from '#server/domain/servers/index.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { operations } from '#server/work/table.ts'
import { call, describeDomain, type TestDomain } from '../../domain.ts'
import { addTestServer, auditOf, onboardWithHosting, runUntilSettled, serverRow } from '../../domain-steps.ts'
import { description } from './description.ts'
import { tinyPanel } from './index.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

describeDomain('A second driver, registered beside NextPanel', (open) => {
  let panel: TinyServer
  let test: TestDomain
  let domain: Domain
  let ctx: Context
  beforeAll(async () => {
    panel = await startTinyServer()
  })
  afterAll(() => panel.close())
  beforeEach(() => {
    const drivers = new Map([...panelDrivers, [tinyPanel.id, tinyPanel]])
    domain = open().domainWith({ drivers })
    ctx = contextOf(domain, call())
    test = { ...open(), domain, ctx }
    panel.boxes.length = 0
  })

  const connection = () => ({ driver: 'tiny-panel', baseUrl: panel.url, apiSecret: panel.token })
  const addTiny = () => addServer(ctx, { ...connection(), name: 'Tiny', capacity: 5 })

  it('is listed with its whole description', () => {
    const { items } = listPanels(domain)
    expect(items.map(({ id }) => id)).toEqual(['nextpanel', 'tiny-panel'])
    expect(JSON.parse(JSON.stringify(items))[1]).toEqual(description)
  })

  it('connects a server with the fields that it requires', async () => {
    const added = await addTiny()
    expect(added).toMatchObject({
      driver: 'tiny-panel',
      status: 'online',
      apiKeyHint: '',
      test: { ok: true },
    })
    expect(await testConnection(ctx, connection())).toMatchObject({ ok: true })
  })

  it('names its own field if that is missing or wrong', async () => {
    const { apiSecret: _, ...withoutToken } = connection()
    const missing = addServer(ctx, { ...withoutToken, name: 'Tiny', capacity: 5 })
    await expect(missing).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'apiSecret', message: 'Token is required.' }],
    })
    await expect(testConnection(ctx, { ...connection(), apiSecret: 'two words' })).rejects.toThrow(
      'Token may contain only letters, digits and symbols, without spaces. Copy it again from Tiny Panel.',
    )
  })

  it('still requires both parts of the key of a NextPanel server', async () => {
    const withoutKey = { driver: 'nextpanel', baseUrl: test.sandbox.url, apiSecret: test.sandbox.apiSecret }
    await expect(testConnection(ctx, withoutKey)).rejects.toMatchObject({
      errors: [{ path: 'apiKey', message: 'API Key is required.' }],
    })
  })

  it('is among the ids in the error about an unknown driver', async () => {
    await expect(testConnection(ctx, { ...connection(), driver: 'plesk' })).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [
        { path: 'driver', code: 'unknown-driver', message: 'driver must be one of: nextpanel, tiny-panel.' },
      ],
    })
  })

  it('changes and rotates only its token', async () => {
    const { id } = await addTiny()
    expect(await changeServer(ctx, { id, apiSecret: panel.readToken })).toMatchObject({
      status: 'needs-operator',
    })
    const rotated = await rotateServerKey(ctx, { id, apiSecret: panel.token, saveAnyway: false })
    expect(rotated).toMatchObject({ swapped: true, server: { status: 'online' } })
    await expect(rotateServerKey(ctx, { id, saveAnyway: true })).rejects.toThrow('Token is required.')
  })

  it('asks for its only secret field again at another address, and after a change of the address in the database', async () => {
    const { id } = await addTiny()
    const { host } = new URL(panel.url)
    const baseUrl = `http://${host.replace('127.0.0.1', 'localhost')}`
    await expect(changeServer(ctx, { id, baseUrl })).rejects.toMatchObject({
      errors: [{ path: 'apiSecret', message: expect.stringContaining('Token must be entered again') }],
    })
    await test.database.db.update(servers).set({ baseUrl }).where(eq(servers.id, id))
    expect(await testServer(ctx, { id })).toMatchObject({ server: { status: 'needs-operator' } })
    expect(await changeServer(ctx, { id, apiSecret: panel.token })).toMatchObject({ status: 'online' })
  })

  it('creates a hosting account', async () => {
    const { id } = await addTiny()
    const made = await onboardWithHosting(test, { username: 'john', serverId: id })
    expect(await runUntilSettled(test, made.operationId)).toMatchObject({ status: 'succeeded' })
    expect(panel.boxes).toMatchObject([{ login: 'john', ref: expect.stringMatching(/\S/) }])
  })

  it('provisions by its own username rule, and refuses usernames that break it', async () => {
    const { id } = await addTiny()
    const made = await onboardWithHosting(test, { username: 'jo_hn', serverId: id })
    expect(await runUntilSettled(test, made.operationId)).toMatchObject({ status: 'succeeded' })
    await expect(onboardWithHosting(test, { username: 'john1', serverId: id })).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'provisioning.username', code: 'invalid_format' }],
    })
  })

  it('retries with another password, or from another driver, by its own rules', async () => {
    const { id } = await addTiny()
    const { id: other } = await addTestServer(test)
    test.sandbox.addFault({ fault: 'error', path: 'create', status: 400 })
    const made = await onboardWithHosting(test, { username: 'john1', serverId: other })
    expect(await runUntilSettled(test, made.operationId)).toMatchObject({ status: 'failed' })
    const retry = (change: object) => retryOperation(ctx, { id: made.operationId, ...change })
    const refused = (path: string, code: string) => ({ code: 'invalid-body', errors: [{ path, code }] })
    await expect(retry({ password: 'short' })).rejects.toMatchObject(refused('password', 'too_small'))
    await expect(retry({ serverId: id })).rejects.toMatchObject(refused('username', 'invalid_format'))
    await expect(retry({ serverId: id, username: 'john', password: '8-chars!' })).rejects.toMatchObject(
      refused('password', 'too_small'),
    )
    const { body } = await retry({ serverId: id, username: 'john' })
    expect(await runUntilSettled(test, body.operation.id)).toMatchObject({
      status: 'succeeded',
      serverId: id,
    })
  })

  it('refuses unsupported actions before anything is recorded', async () => {
    const { id: serverId } = await addTiny()
    const { accountId: id, operationId } = await onboardWithHosting(test, { username: 'john', serverId })
    await runUntilSettled(test, operationId)
    const before = (await auditOf(test)).length
    for (const refused of [
      () => suspendHostingAccount(ctx, { id, reason: 'staff' }),
      () => unsuspendHostingAccount(ctx, { id, reason: 'staff' }),
      () => readHostingUsage(ctx, { id }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'not-supported' })
    await expect(changeHostingPassword(ctx, { id, password: 'long-enough-1' })).rejects.toThrow(/tiny passwd/)
    expect(await getHostingAccount(ctx, { id })).toMatchObject({
      status: 'active',
      operation: { kind: 'create' },
    })
    expect(await auditOf(test)).toHaveLength(before)
  })

  it('leaves a deletion to staff if the panel does not support it, and accepts their confirmation', async () => {
    const { id: serverId } = await addTiny()
    const { accountId: id, operationId } = await onboardWithHosting(test, { username: 'john', serverId })
    await runUntilSettled(test, operationId)
    const { body } = await terminateHostingAccount(ctx, { id, confirm: 'john' })
    await test.database.db
      .update(operations)
      .set({ status: 'needs-person', nextAttemptAt: null })
      .where(eq(operations.id, body.operation.id))
    const withoutCall = { ...tinyPanel, capabilities: { ...tinyPanel.capabilities, terminate: false } }
    const drivers = new Map([...domain.drivers, [tinyPanel.id, withoutCall]])
    const asked = (deletedOnPanel: boolean) =>
      terminateHostingAccount({ ...ctx, drivers }, { id, confirm: 'john', deletedOnPanel })
    await expect(asked(false)).rejects.toMatchObject({ code: 'not-supported' })
    expect((await asked(true)).body.account).toMatchObject({ status: 'terminated' })
  })

  it.each([
    ['suspend', /^Tiny Panel has no call to suspend an account\. Run "tiny lock" on its machine\.$/],
    ['unsuspend', /unsuspend an account\. Run "tiny unlock"/],
    ['usage', /read the usage of an account\. Run "tiny du"/],
    ['changePassword', /change a password\. Run "tiny passwd"/],
  ] as const)('refuses %s as not supported, with the alternative', async (action, message) => {
    const { id } = await addTiny()
    const refusal = { code: 'not-supported', message: expect.stringMatching(message) }
    const { driver } = await serverRow(test, id)
    expect(() => refuseUnsupported(domain, driver, action)).toThrow(expect.objectContaining(refusal))
    await expect(
      refuseUnsupportedOn(test.database.db, domain, { serverId: id, action }),
    ).rejects.toMatchObject(refusal)
  })

  it('refuses no supported action', async () => {
    const { id } = await addTiny()
    await refuseUnsupportedOn(test.database.db, domain, { serverId: id, action: 'terminate' })
    for (const action of ['suspend', 'unsuspend', 'terminate', 'usage'] as const)
      refuseUnsupported(domain, 'nextpanel', action)
  })

  it('applies its own rules to a username and password', () => {
    const problemsOf = (driver: string, username: string, password: string) =>
      problemsOfCredentials(domain, { driver }, { username, password }, 'provisioning.')
    expect(problemsOf('tiny-panel', 'jo_hn', 'long-enough-1')).toEqual([])
    expect(problemsOf('nextpanel', 'jo_hn', 'long-enough-1')).toMatchObject([
      { path: 'provisioning.username', code: 'invalid_format' },
    ])
    expect(problemsOf('nextpanel', 'john1', '8-chars!')).toEqual([])
    expect(problemsOf('tiny-panel', 'john1', '8-chars!')).toEqual([
      {
        path: 'provisioning.username',
        code: 'invalid_format',
        message: 'Hosting Username may contain only lower-case letters and underscores.',
      },
      {
        path: 'provisioning.password',
        code: 'too_small',
        message: 'Hosting Password needs at least 12 characters.',
      },
    ])
  })

  it('refuses credentials that break its rules, and accepts valid ones', () => {
    const refuse = (username: string) =>
      refuseBadCredentials(domain, { driver: 'tiny-panel' }, { username, password: 'long-enough-1' }, '')
    expect(() => refuse('john1')).toThrow(
      expect.objectContaining({
        code: 'invalid-body',
        errors: [expect.objectContaining({ path: 'username' })],
      }),
    )
    refuse('jo_hn')
  })
})
