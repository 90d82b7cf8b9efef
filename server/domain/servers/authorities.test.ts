import { afterAll, beforeAll, expect, it } from 'vitest'
import { serverConnection } from '#contracts/servers/schemas.ts'
import { type Sandbox, startSandbox, testAuthority } from '#sandbox/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { auditOf, provisioned, serverRow } from '#testing/domain-steps.ts'
import { addServer, changeServer, checkServer, testConnection } from './index.ts'

describeDomain('A server whose certificate is from a private authority', (open) => {
  let panel: Sandbox
  beforeAll(async () => {
    panel = await startSandbox({ controlPort: 0, tls: 'valid' })
  })
  afterAll(() => panel?.close())

  const connection = (caCertificate?: string | null) => ({
    driver: 'nextpanel' as const,
    baseUrl: panel.url,
    apiKey: panel.apiKey,
    apiSecret: panel.apiSecret,
    ...(caCertificate === undefined ? {} : { caCertificate }),
  })
  const key = () => ({ apiKey: panel.apiKey, apiSecret: panel.apiSecret })
  const add = (test: TestDomain, caCertificate?: string) =>
    addServer(test.ctx, {
      ...connection(caCertificate),
      name: 'Private',
      capacity: 5,
      location: null,
    })

  it('is online with that authority’s certificate, and gets no request without it', async () => {
    const test = open()
    const { id, status, test: report } = await add(test)
    expect(status).toBe('needs-operator')
    expect(report.checks.find((check) => check.id === 'tls')).toMatchObject({
      state: 'fail',
      remedy: expect.stringContaining('CA Certificate'),
    })
    expect(panel.requests.recent(10)).toEqual([])

    expect(await changeServer(test.ctx, { id, caCertificate: testAuthority(), ...key() })).toMatchObject({
      status: 'online',
      authorities: [
        {
          subject: expect.stringContaining('CN='),
          expiresAt: expect.stringMatching(/^2\d{3}-.*Z$/),
          fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
        },
      ],
    })
    await provisioned(test)
    expect((await auditOf(test)).find(({ action }) => action === 'server.change')).toMatchObject({
      before: { authorities: [] },
      after: { authorities: [{ subject: expect.any(String) }] },
    })

    // A change of the name keeps it. Null restores the public authorities.
    expect(await changeServer(test.ctx, { id, name: 'Mine' })).toMatchObject({ status: 'online' })
    expect(await changeServer(test.ctx, { id, caCertificate: null, ...key() })).toMatchObject({
      status: 'needs-operator',
      authorities: [],
    })
  })

  it('accepts no invalid certificate of that authority, and can be tested before saving', async () => {
    const test = open()
    const { id } = await add(test, testAuthority())
    const tested = () => testConnection(test.ctx, connection(testAuthority()))
    expect(await tested()).toMatchObject({ ok: true })
    for (const mode of ['self-signed', 'expired', 'wrong-name', 'plain-on-tls'] as const) {
      panel.setTls(mode)
      expect(await tested(), mode).toMatchObject({ ok: false })
      await checkServer(test.domain, id)
      expect((await serverRow(test, id)).status, mode).toBe('needs-operator')
    }
    panel.setTls('valid')
    await checkServer(test.domain, id)
    expect((await serverRow(test, id)).status).toBe('online')
  })

  it('is refused for an invalid certificate, a private key or an expired one, and nothing is written', async () => {
    const test = open()
    const parsed = (text: string) => serverConnection.safeParse(connection(text))
    for (const text of ['hello', '-----BEGIN CERTIFICATE-----', '-----BEGIN PRIVATE KEY-----\nAAAA'])
      expect(parsed(text).error?.issues[0]).toMatchObject({ path: ['caCertificate'] })
    expect(parsed(' \n').data).toMatchObject({ caCertificate: null })
    const odd = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
    await expect(add(test, `${testAuthority()}${odd}`)).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [
        {
          path: 'caCertificate',
          code: 'not-a-certificate',
          message: expect.stringContaining('Certificate 2'),
        },
      ],
    })
    test.clock.advance(400 * 365 * 86_400_000)
    await expect(testConnection(test.ctx, connection(testAuthority()))).rejects.toMatchObject({
      errors: [{ path: 'caCertificate', code: 'certificate-expired' }],
    })
    expect(await auditOf(test)).toEqual([])
  })
})
