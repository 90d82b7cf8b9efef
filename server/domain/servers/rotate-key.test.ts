import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { call, callWithKey, describeDomain } from '#testing/domain.ts'
import { addTestServer, auditOf, provisioned, serverRow } from '#testing/domain-steps.ts'
import { withSessions } from '#testing/panel-http.ts'
import { changeServer, getServer, rotateServerKey } from './index.ts'

const wrong = { apiKey: 'npk_wrong_one', apiSecret: 'nps_wrong_one', saveAnyway: false }

describeDomain('A new key for a server', (open) => {
  const newKey = () => {
    const { apiKey, apiSecret } = open().sandbox.createKey({})
    return { apiKey, apiSecret, saveAnyway: false }
  }
  const rotate = (id: string, key: Omit<Parameters<typeof rotateServerKey>[1], 'id'>, as = call()) =>
    rotateServerKey(contextOf(open().domain, as), { id, ...key })

  it('replaces the current key when its test passes: fingerprint, time and operations follow, and it is audited', async () => {
    const test = open()
    const server = await addTestServer(test)
    test.clock.advance(60_000)
    const key = newKey()
    const rotated = await rotate(server.id, key)
    expect(rotated).toMatchObject({ swapped: true, test: { ok: true }, server: { status: 'online' } })
    expect(rotated.server.apiKeyFingerprint).not.toBe(server.apiKeyFingerprint)
    expect(rotated.server.apiKeyFingerprint).toMatch(/^[0-9a-f]{4}(-[0-9a-f]{4}){2}$/)
    expect(rotated.server.keyChangedAt).toBe(test.clock.now().toISOString())
    expect(server.keyChangedAt).toBe(server.createdAt)
    await provisioned(test)
    const entry = (await auditOf(test)).find(({ action }) => action === 'server.rotate-key')
    expect(entry).toMatchObject({ after: { testPassed: true } })
    expect(JSON.stringify([rotated, entry])).not.toContain(key.apiSecret)
  })

  it('does not replace the current key if its test fails: the reason is returned and operations continue', async () => {
    const test = open()
    const server = await addTestServer(test)
    const before = await serverRow(test, server.id)
    const refused = await rotate(server.id, wrong)
    expect(refused).toMatchObject({ swapped: false, test: { ok: false }, server: { status: 'online' } })
    expect(refused.test.checks.find(({ state }) => state === 'fail')?.message).toMatch(
      /does not recognize this API key/,
    )
    expect(await serverRow(test, server.id)).toEqual(before)
    expect((await auditOf(test)).map(({ action }) => action)).not.toContain('server.rotate-key')
    await provisioned(test)
  })

  it('replaces the current key despite a failed test if staff insist, and the server shows the problem', async () => {
    const test = open()
    const server = await addTestServer(test)
    const saved = await rotate(server.id, { ...wrong, saveAnyway: true })
    expect(saved).toMatchObject({ swapped: true, test: { ok: false }, server: { status: 'needs-operator' } })
    const back = await rotate(server.id, { ...newKey() })
    expect(back).toMatchObject({ swapped: true, server: { status: 'online' } })
  })

  it('may be a new secret only', async () => {
    const test = open()
    const server = await addTestServer(test)
    const { apiSecret } = test.sandbox
    const same = await rotate(server.id, { apiSecret, saveAnyway: false })
    expect(same).toMatchObject({ swapped: true })
    expect(same.server.apiKeyFingerprint).toBe(server.apiKeyFingerprint)
    expect(await rotate(server.id, { apiSecret: 'nps_wrong', saveAnyway: false })).toMatchObject({
      swapped: false,
    })
  })

  it('replaces the key once under one Idempotency-Key; a failed test binds no key', async () => {
    const test = open()
    const server = await addTestServer(test)
    const as = callWithKey('rotation-1')
    expect(await rotate(server.id, wrong, as)).toMatchObject({ swapped: false })
    const key = newKey()
    const first = await rotate(server.id, key, as)
    const again = await rotate(server.id, key, as)
    expect(again.server.keyChangedAt).toBe(first.server.keyChangedAt)
    expect(again).toMatchObject({ swapped: true, test: { ok: true } })
    const entries = (await auditOf(test)).filter(({ action }) => action === 'server.rotate-key')
    expect(entries).toHaveLength(1)
  })

  it('is refused if the address or the key has changed since', async () => {
    const test = open()
    const server = await addTestServer(test)
    const { panelHttp } = test.domain
    const meanwhile = newKey()
    let changed = false
    const watched = withSessions({
      probe: (baseUrl) => panelHttp.probe(baseUrl),
      async request(request) {
        if (!changed) await changeServer(test.ctx, { id: server.id, ...meanwhile })
        changed = true
        return panelHttp.request(request)
      },
    })
    const other = newKey()
    await expect(
      rotateServerKey(contextOf(test.domainWith({ panelHttp: watched }), call()), {
        id: server.id,
        ...other,
      }),
    ).rejects.toMatchObject({ code: 'wrong-state' })
    expect((await getServer(test.ctx, { id: server.id })).status).toBe('online')
  })
})
