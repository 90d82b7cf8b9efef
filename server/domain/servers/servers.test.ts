import { describe, expect, it } from 'vitest'
import type { ConnectionReport } from '#contracts/servers/schemas.ts'
import { contextOf } from '#server/domain/context.ts'
import { cancelOperation } from '#server/domain/operations/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { openKeyring } from '#server/platform/secrets/index.ts'
import { runOperation } from '#server/work/index.ts'
import { call, callWithKey, describeDomain, describeDomainOnPostgres } from '#testing/domain.ts'
import {
  addTestServer,
  auditOf,
  moveServer,
  onboardWithHosting,
  provisioned,
  runUntilSettled,
  serverRow,
} from '#testing/domain-steps.ts'
import { terminateHostingAccount } from '../hosting/index.ts'
import { servers } from '../tables/servers.ts'
import { checkServer } from './check.ts'
import {
  addServer,
  changeServer,
  getServer,
  listServers,
  removeServer,
  rotateServerKey,
  testConnection,
  testServer,
} from './index.ts'

const nowhere = 'http://127.0.0.1:9'

describeDomain('Servers', (open) => {
  describe('added', () => {
    it('are kept whatever the result of the test, and show it', async () => {
      const test = open()
      const good = await addTestServer(test)
      expect(good).toMatchObject({ status: 'online', test: { ok: true } })
      const bad = await addTestServer(test, { name: 'Bad', apiSecret: 'nps_wrong' })
        .then(() => null)
        .catch((error: unknown) => error)
      expect(bad).toMatchObject({ code: 'server-exists' })

      const wrong = await addTestServer(test, { name: 'Wrong', apiKey: 'npk_wrong' })
      expect(wrong).toMatchObject({ status: 'needs-operator', test: { ok: false } })
      const offline = await addTestServer(test, { name: 'Offline', baseUrl: nowhere })
      expect(offline).toMatchObject({ status: 'offline', test: { ok: false } })
      expect((await listServers(test.ctx)).items.map(({ name }) => name)).toEqual([
        'Offline',
        'Panel',
        'Wrong',
      ])
    })

    it('are added once under one key, by staff only, and audited without the key', async () => {
      const test = open()
      const { url: baseUrl, apiKey, apiSecret } = test.sandbox
      const input = { name: 'Once', driver: 'nextpanel', baseUrl, apiKey, apiSecret, capacity: 5 } as const
      const first = await addServer(contextOf(test.domain, callWithKey('k')), input)
      const again = await addServer(contextOf(test.domain, callWithKey('k')), input)
      expect(again.id).toBe(first.id)

      const everything = JSON.stringify([first, await auditOf(test), await serverRow(test, first.id)])
      expect(everything).not.toContain(apiSecret)
      expect(everything).not.toContain(apiKey)
      expect(await auditOf(test)).toMatchObject([
        { action: 'server.add', subjectId: first.id, after: { name: 'Once', apiKey: true } },
      ])
    })

    it('are reported as the panel of another server, by the same key or by its accounts', async () => {
      const test = open()
      const { port } = new URL(test.sandbox.url)
      const { apiKey, apiSecret } = test.sandbox
      const elsewhere = { driver: 'nextpanel', baseUrl: `http://localhost:${port}` }
      const hintOf = (report: ConnectionReport) =>
        report.checks.find(({ id, state }) => id === 'health' && state === 'warn')?.message ?? null
      expect(hintOf(await testConnection(test.ctx, { ...elsewhere, apiKey, apiSecret }))).toBeNull()
      const first = await addTestServer(test)
      expect(hintOf(first.test)).toBeNull()
      const said = `It is the same panel as the server Panel (${test.sandbox.url}).`

      expect(hintOf(await testConnection(test.ctx, { ...elsewhere, apiKey, apiSecret }))).toContain(said)
      const second = await addTestServer(test, { ...elsewhere, name: 'Second' })
      expect(second).toMatchObject({ status: 'online', test: { ok: true } })
      expect(hintOf(second.test)).toContain(said)
      // Whichever of the two is tested, the remedy is the same.
      const remedies = [second.test, await testServer(test.ctx, { id: first.id })].map(
        ({ checks }) => checks.find(({ id }) => id === 'health')?.remedy,
      )
      expect(remedies).toEqual([remedies[0], remedies[0]])
      expect(remedies[0]).toMatch(/Keep the server that has the accounts/)
      await removeServer(test.ctx, { id: second.id })

      const key = test.sandbox.createKey({})
      const withOtherKey = { ...elsewhere, apiKey: key.apiKey, apiSecret: key.apiSecret }
      expect(hintOf(await testConnection(test.ctx, withOtherKey))).toBeNull()
      await provisioned(test)
      expect(hintOf(await testConnection(test.ctx, withOtherKey))).toContain(said)
      expect(hintOf(await testServer(test.ctx, { id: first.id }))).toBeNull()
    })

    it('are one row for a base URL and key; another key is another row', async () => {
      const test = open()
      await addTestServer(test)
      await expect(addTestServer(test, { name: 'Twice' })).rejects.toMatchObject({
        code: 'server-exists',
        errors: [{ path: 'baseUrl' }],
      })
      const { apiKey, apiSecret } = test.sandbox.createKey({})
      const other = await addTestServer(test, { name: 'Other', apiKey, apiSecret })
      const { apiKey: firstKey, apiSecret: firstSecret } = test.sandbox
      await expect(
        changeServer(test.ctx, { id: other.id, apiKey: firstKey, apiSecret: firstSecret }),
      ).rejects.toMatchObject({ code: 'server-exists' })
    })
  })

  describe('changed', () => {
    it('keep their status unless address or key change; such a change starts a test', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      const asked = test.sandbox.requests.recent(1000).length
      const renamed = await changeServer(test.ctx, { id, name: 'Renamed', mode: 'draining' })
      expect(renamed).toMatchObject({ name: 'Renamed', mode: 'draining', status: 'online' })
      expect(test.sandbox.requests.recent(1000)).toHaveLength(asked)

      const key = test.sandbox.createKey({})
      const { id: _, ...rotated } = key
      const before = await serverRow(test, id)
      expect(await changeServer(test.ctx, { id, ...rotated })).toMatchObject({ status: 'online' })
      test.sandbox.changeKey(key.id, { revoked: true })
      expect((await testServer(test.ctx, { id })).server).toMatchObject({ status: 'needs-operator' })
      expect((await serverRow(test, id)).apiKeySealed).not.toBe(before.apiKeySealed)
      expect(
        await changeServer(test.ctx, { id, baseUrl: nowhere, apiKey: key.apiKey, apiSecret: key.apiSecret }),
      ).toMatchObject({
        status: 'offline',
      })
      expect(JSON.stringify(await auditOf(test))).not.toContain(rotated.apiSecret)
      expect((await auditOf(test)).map(({ action }) => action)).toEqual([
        'server.add',
        'server.change',
        'server.change',
        'server.change',
      ])
    })

    it('accept a new secret for the current key, and report if that key can no longer be decrypted', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      const { apiSecret } = test.sandbox
      expect(await changeServer(test.ctx, { id, apiSecret })).toMatchObject({ status: 'online' })

      const keyring = await openKeyring({ secretKey: 'another secret, also long enough', dataDir: '.' })
      const elsewhere = test.domainWith({ keyring })
      expect(await testServer(contextOf(elsewhere, call()), { id })).toMatchObject({
        ok: false,
        checks: [{ id: 'key', state: 'fail' }],
        server: { status: 'needs-operator' },
      })
      await expect(changeServer(contextOf(elsewhere, call()), { id, apiSecret })).rejects.toMatchObject({
        code: 'invalid-body',
        errors: [{ path: 'apiKey' }],
      })
    })

    it('refuse an email address as API key in every call, and send nothing to the panel', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      const { url: baseUrl } = test.sandbox
      const before = await serverRow(test, id)
      const asked = test.sandbox.requests.recent(1000).length
      const input = { driver: 'nextpanel', name: 'Filled', baseUrl, capacity: 5 }
      for (const apiKey of [
        'ada@example.com',
        ' Ada.Lovelace+panel@Sub.Example.co.uk ',
        "o'r&d@example.com",
      ]) {
        const login = { apiKey, apiSecret: 'Staff-Password-1' }
        for (const refused of [
          () => addServer(test.ctx, { ...input, ...login }),
          () => changeServer(test.ctx, { id, ...login }),
          () => rotateServerKey(test.ctx, { id, ...login, saveAnyway: true }),
          () => testConnection(test.ctx, { ...input, ...login }),
        ])
          await expect(refused()).rejects.toMatchObject({
            code: 'invalid-body',
            errors: [{ path: 'apiKey', message: expect.stringContaining('API Key is an email address.') }],
          })
      }
      expect(test.sandbox.requests.recent(1000)).toHaveLength(asked)
      expect((await serverRow(test, id)).apiKeySealed).toBe(before.apiKeySealed)
    })

    it('accept it only if there is a key', async () => {
      const test = open()
      for (const missing of [
        () => changeServer(test.ctx, { id: newId() }),
        () => removeServer(test.ctx, { id: newId() }),
        () => testServer(test.ctx, { id: newId() }),
        () => getServer(test.ctx, { id: newId() }),
      ])
        await expect(missing()).rejects.toMatchObject({ code: 'not-found' })
    })
  })

  describe('removed', () => {
    it('are refused while an account is live or an operation is open on them; otherwise their key is erased', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      const refused = () =>
        expect(removeServer(test.ctx, { id })).rejects.toMatchObject({ code: 'server-in-use' })
      const live = await provisioned(test)
      await refused()
      const { body } = await terminateHostingAccount(test.ctx, {
        id: live.accountId,
        confirm: 'alpha',
      })
      await refused()
      await runUntilSettled(test, body.operation.id)

      test.sandbox.changeKey(1, { revoked: true })
      const stopped = await onboardWithHosting(test, { username: 'stopped' })
      expect(await runUntilSettled(test, stopped.operationId)).toMatchObject({ status: 'needs-person' })
      await refused()
      await cancelOperation(test.ctx, { id: stopped.operationId })

      await removeServer(test.ctx, { id })
      expect(await serverRow(test, id)).toMatchObject({
        apiKeySealed: '',
        apiSecretSealed: '',
        apiKeyHash: '',
      })
      expect((await listServers(test.ctx)).items).toEqual([])
      expect((await auditOf(test)).at(-1)).toMatchObject({
        action: 'server.remove',
        before: { name: 'Panel' },
      })
      await expect(removeServer(test.ctx, { id })).rejects.toMatchObject({ code: 'not-found' })

      test.sandbox.changeKey(1, { revoked: false })
      await expect(addTestServer(test, { name: 'Again' })).resolves.toMatchObject({ status: 'online' })
    })

    it('are refused during a quarantine and allowed after it, even if the panel is gone and cannot be read', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      test.sandbox.addFault({ fault: 'drop', path: 'create' })
      const { accountId, operationId } = await onboardWithHosting(test)
      await runOperation(test.domain, operationId)
      const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      expect(await runUntilSettled(test, body.operation.id)).toMatchObject({ status: 'succeeded' })
      await expect(removeServer(test.ctx, { id })).rejects.toMatchObject({ code: 'server-in-use' })
      test.clock.advance(test.domain.engine.quarantineMs)
      await removeServer(test.ctx, { id })
    })
  })

  describe('checked on schedule', () => {
    it('become offline after two consecutive misses, not one, and online again after two responses', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      await moveServer(test, id, nowhere)
      const status = async () => (await serverRow(test, id)).status
      await checkServer(test.domain, id)
      expect(await status()).toBe('online')
      await checkServer(test.domain, id)
      expect(await status()).toBe('offline')
      await moveServer(test, id, test.sandbox.url)
      await checkServer(test.domain, id)
      expect(await status()).toBe('offline')
      await checkServer(test.domain, id)
      expect(await serverRow(test, id)).toMatchObject({ status: 'online', offlineChecks: 0 })
      await moveServer(test, id, nowhere)
      await checkServer(test.domain, id)
      expect(await status()).toBe('online')
    })

    it('become offline at once after a test by staff, and online as soon as a check succeeds', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      await moveServer(test, id, nowhere)
      expect((await testServer(test.ctx, { id })).server).toMatchObject({ status: 'offline' })
      await moveServer(test, id, test.sandbox.url)
      await checkServer(test.domain, id)
      expect((await serverRow(test, id)).status).toBe('online')

      for (const baseUrl of [nowhere, nowhere, test.sandbox.url]) {
        await moveServer(test, id, baseUrl)
        if (baseUrl === nowhere) await checkServer(test.domain, id)
      }
      expect((await serverRow(test, id)).status).toBe('offline')
      expect((await testServer(test.ctx, { id })).server).toMatchObject({ status: 'online' })
    })

    it('that need an operator get the whole connection test, and only that clears them', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      test.sandbox.changeKey(1, { level: 'READ_ONLY' })
      expect((await testServer(test.ctx, { id })).server.status).toBe('needs-operator')
      await checkServer(test.domain, id)
      expect((await serverRow(test, id)).status).toBe('needs-operator')
      test.sandbox.changeKey(1, { level: 'BILLING' })
      await checkServer(test.domain, id)
      expect(await serverRow(test, id)).toMatchObject({ status: 'online' })
    })

    it('are not overwritten by a check of a key that has changed since', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      test.sandbox.addFault({ fault: 'hang', path: 'health', times: 'always' })
      const check = checkServer(test.domain, id)
      while (test.sandbox.holds.count === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      await test.database.db.update(servers).set({ apiKeyHash: 'changed', status: 'unchecked' })
      await test.sandbox.clearFaults()
      await check
      expect((await serverRow(test, id)).status).toBe('unchecked')
    })
  })

  it('return the data of the form: the recommended server, and the reason why others cannot be selected', async () => {
    const test = open()
    await addTestServer(test, { name: 'Full', capacity: 1 })
    await provisioned(test)
    const key = () => {
      const { apiKey, apiSecret } = test.sandbox.createKey({})
      return { apiKey, apiSecret }
    }
    await addTestServer(test, { name: 'Good', ...key(), location: 'Here' })
    await addTestServer(test, { name: 'No key', apiKey: 'npk_none' })
    await addTestServer(test, { name: 'Off', baseUrl: nowhere })
    const { items } = await listServers(test.ctx)
    expect(
      items.map(({ name, placement: { why: _, position: __, ...placement } }) => [name, placement]),
    ).toEqual([
      ['Full', { selectable: false, recommended: false, reason: expect.stringContaining('full') }],
      ['Good', { selectable: true, recommended: true, reason: null }],
      ['No key', { selectable: false, recommended: false, reason: expect.stringContaining('key') }],
      ['Off', { selectable: false, recommended: false, reason: 'The server is offline.' }],
    ])
    const order = items.toSorted((a, b) => a.placement.position - b.placement.position)
    expect(order.map(({ name, placement }) => [name, placement.why])).toEqual([
      ['Good', 'Online. 0 of 100 slots used or reserved (0%).'],
      [
        'No key',
        'It needs an operator, so other servers are preferred. 0 of 100 slots used or reserved (0%).',
      ],
      ['Full', expect.stringMatching(/^Not used: The server is full: 1 of 1/)],
      ['Off', 'Not used: The server is offline.'],
    ])
  })
})

describeDomainOnPostgres('The removal of a server', (open) => {
  it('and a concurrent placement on it exclude each other', async () => {
    const test = open()
    for (let round = 0; round < 3; round += 1) {
      const { id } = await addTestServer(test, { name: `Round ${round}` })
      const [removed, placed] = await Promise.allSettled([
        removeServer(test.ctx, { id }),
        onboardWithHosting(test, { username: `round${round}`, serverId: id }),
      ])
      expect([removed.status, placed.status].toSorted()).toEqual(['fulfilled', 'rejected'])
      const refusal = removed.status === 'rejected' ? removed : placed
      expect(refusal).toMatchObject({ reason: { code: expect.stringMatching(/server-in-use|invalid-body/) } })
      if (placed.status === 'fulfilled') {
        await cancelOperation(test.ctx, { id: placed.value.operationId })
        await removeServer(test.ctx, { id })
      }
    }
  })
})
