import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { testAuthority } from '#sandbox/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { runOperation } from '#server/work/index.ts'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  hostingPassword,
  moveServer,
  onboardWithHosting,
  operationRow,
  provisioned,
  runUntilSettled,
  serverRow,
} from '#testing/domain-steps.ts'
import { withSessions } from '#testing/panel-http.ts'
import { type RecordingPanel, startRecordingPanel } from '#testing/recording-panel.ts'
import { retryOperation } from '../operations/index.ts'
import { reconcileServer } from '../reconciliation/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { changeServer, checkServer, pauseServer, resumeServer, rotateServerKey, testServer } from './index.ts'

const enteredKey = { apiKey: 'npk_entered_again', apiSecret: 'nps_entered_again' }

const textOf = (panel: RecordingPanel) => JSON.stringify(panel.received)

function expectNoStoredSecret(test: TestDomain, panel: RecordingPanel) {
  expect(textOf(panel)).not.toContain(test.sandbox.apiKey)
  expect(textOf(panel)).not.toContain(test.sandbox.apiSecret)
  expect(textOf(panel)).not.toContain(hostingPassword)
}

describeDomain('A stored secret', (open) => {
  /** As a user with write access to the database, but without this application. */
  const redirect = (to: { baseUrl?: string; caCertificate?: string | null }) =>
    open().database.db.update(servers).set(to)

  describe('when staff change the address of its server', () => {
    it('is not sent: another scheme, host, port, path or authority needs the whole key again', async () => {
      const test = open()
      await using panel = await startRecordingPanel()
      const { id } = await addTestServer(test)
      await provisioned(test)
      const before = await serverRow(test, id)
      const asked = test.sandbox.requests.recent(1000).length
      const { port } = new URL(test.sandbox.url)
      for (const change of [
        { baseUrl: panel.url },
        { baseUrl: `https://127.0.0.1:${port}` },
        { baseUrl: `http://localhost:${port}` },
        { baseUrl: `${test.sandbox.url}/other` },
        { caCertificate: testAuthority() },
      ]) {
        await expect(changeServer(test.ctx, { id, ...change })).rejects.toMatchObject({
          code: 'invalid-body',
          errors: [
            { path: 'apiKey', message: expect.stringContaining('API Key must be entered again') },
            { path: 'apiSecret', message: expect.stringContaining('API Secret must be entered again') },
          ],
        })
        await expect(
          changeServer(test.ctx, { id, ...change, apiSecret: enteredKey.apiSecret }),
        ).rejects.toMatchObject({ errors: [{ path: 'apiKey' }] })
      }
      expect(panel.received).toEqual([])
      expect(test.sandbox.requests.recent(1000)).toHaveLength(asked)
      expect(await serverRow(test, id)).toEqual(before)
    })

    it('stays valid for the same address, also if it is written in another way', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      const changed = await changeServer(test.ctx, {
        id,
        baseUrl: `${test.sandbox.url}/`,
        caCertificate: null,
      })
      expect(changed).toMatchObject({ baseUrl: test.sandbox.url, status: 'online' })
    })

    it('does not follow: the new address gets only the key that was entered for it', async () => {
      const test = open()
      await using panel = await startRecordingPanel()
      const { id } = await addTestServer(test)
      const changed = await changeServer(test.ctx, { id, baseUrl: panel.url, ...enteredKey })
      expect(changed.baseUrl).toBe(panel.url)
      expect(textOf(panel)).toContain(enteredKey.apiSecret)
      expectNoStoredSecret(test, panel)
    })

    it('is not sent if another change moved the server at the same time', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      await provisioned(test)
      const { apiKey, apiSecret, url } = test.sandbox
      const { panelHttp } = test.domain
      let moved = false
      const watched = withSessions({
        probe: (baseUrl) => panelHttp.probe(baseUrl),
        async request(request) {
          if (!moved) await moveServer(test, id, `${url}/elsewhere`)
          moved = true
          return panelHttp.request(request)
        },
      })
      const ctx = contextOf(test.domainWith({ panelHttp: watched }), call())
      const baseUrl = `http://localhost:${new URL(url).port}`
      await expect(changeServer(ctx, { id, baseUrl, apiKey, apiSecret })).rejects.toMatchObject({
        code: 'wrong-state',
      })
      expect((await serverRow(test, id)).baseUrl).toBe(`${url}/elsewhere`)
    })
  })

  describe('when a waiting creation has a hosting password', () => {
    const waiting = async (test: TestDomain, id: string) => {
      await pauseServer(test.ctx, { id, reason: 'maintenance' })
      return onboardWithHosting(test, { username: 'waiting' })
    }

    it('does not follow to an address that has not shown our accounts: staff enter it again', async () => {
      const test = open()
      await using panel = await startRecordingPanel()
      const { id } = await addTestServer(test)
      const { operationId, accountId } = await waiting(test, id)
      await changeServer(test.ctx, { id, baseUrl: panel.url, ...enteredKey })
      await resumeServer(test.ctx, { id })
      const operation = await runUntilSettled(test, operationId)
      expect(operation).toMatchObject({ status: 'needs-person', error: { code: 'password-required' } })
      expect(operation.error?.message).toBe(
        `The hosting password was entered for another address of Panel. It was not sent to ${panel.url}.`,
      )
      expectNoStoredSecret(test, panel)
      await expect(retryOperation(test.ctx, { id: operationId })).rejects.toMatchObject({
        errors: [{ path: 'password', code: 'password-required' }],
      })

      const { apiKey, apiSecret, url: baseUrl } = test.sandbox
      await changeServer(test.ctx, { id, baseUrl, apiKey, apiSecret })
      await retryOperation(test.ctx, { id: operationId })
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
      expect((await accountRow(test, accountId)).status).toBe('active')
    })

    it('follows if our accounts were found at the new address, with the key that was entered', async () => {
      const test = open()
      const { id } = await addTestServer(test)
      await provisioned(test)
      const { operationId } = await waiting(test, id)
      const { apiKey, apiSecret } = test.sandbox
      const { port } = new URL(test.sandbox.url)
      await changeServer(test.ctx, { id, baseUrl: `http://localhost:${port}`, apiKey, apiSecret })
      await resumeServer(test.ctx, { id })
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    })
  })

  describe('when the address was changed in the database', () => {
    it('is not sent by checks, rotations, reconciliations or operations, and staff see that they must enter it again', async () => {
      const test = open()
      await using panel = await startRecordingPanel()
      const { id } = await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      await redirect({ baseUrl: panel.url })

      const tested = await testServer(test.ctx, { id })
      expect(tested).toMatchObject({ ok: false, server: { status: 'needs-operator' } })
      expect(tested.server.statusMessage).toContain(
        `The stored API key of Panel was not entered for its current address (${panel.url}), so it was not sent.`,
      )
      expect(tested.server.statusMessage).toContain('enter API Key and API Secret again')
      await checkServer(test.domain, id)
      await expect(
        rotateServerKey(test.ctx, { id, apiSecret: enteredKey.apiSecret, saveAnyway: true }),
      ).rejects.toMatchObject({ errors: [{ path: 'apiKey', code: 'api-key-required' }] })
      await reconcileServer(test.ctx, { id }).catch(() => {})
      await runOperation(test.domain, operationId)
      expect(await operationRow(test, operationId)).toMatchObject({
        status: 'needs-person',
        error: { code: 'key-unreadable' },
      })
      expect(panel.received).toEqual([])
    })

    it('is not sent to another authority, or to another server that it was copied to', async () => {
      const test = open()
      await using panel = await startRecordingPanel()
      const { id } = await addTestServer(test)
      const other = await addTestServer(test, { name: 'Other', baseUrl: panel.url, ...enteredKey })
      const { apiKeySealed, apiSecretSealed } = await serverRow(test, id)
      await test.database.db
        .update(servers)
        .set({ apiKeySealed, apiSecretSealed })
        .where(eq(servers.id, other.id))
      expect(await testServer(test.ctx, { id: other.id })).toMatchObject({ ok: false })
      expectNoStoredSecret(test, panel)
      const asked = test.sandbox.requests.recent(1000).length
      await test.database.db.update(servers).set({ caCertificate: testAuthority() }).where(eq(servers.id, id))
      expect(await testServer(test.ctx, { id })).toMatchObject({ ok: false })
      expect(test.sandbox.requests.recent(1000)).toHaveLength(asked)
    })

    it('is not sent with a waiting password, even after the key was entered for the new address', async () => {
      const test = open()
      await using panel = await startRecordingPanel()
      const { id } = await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      await redirect({ baseUrl: panel.url })
      await changeServer(test.ctx, { id, ...enteredKey })
      expect(await runUntilSettled(test, operationId)).toMatchObject({
        status: 'needs-person',
        error: { code: 'password-required' },
      })
      expectNoStoredSecret(test, panel)
    })

    it('is not sent with a waiting password whose account was moved to another server', async () => {
      const test = open()
      await using panel = await startRecordingPanel()
      await addTestServer(test)
      const { operationId, accountId } = await onboardWithHosting(test)
      const other = await addTestServer(test, { name: 'Other', baseUrl: panel.url, ...enteredKey })
      await test.database.db
        .update(hostingAccounts)
        .set({ serverId: other.id })
        .where(eq(hostingAccounts.id, accountId))
      await runOperation(test.domain, operationId)
      expectNoStoredSecret(test, panel)
    })
  })
})
