import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox, testAuthority } from '#sandbox/index.ts'
import { client, control, send } from '#sandbox/testing.ts'
import type { TlsMode } from './tls.ts'

const ca = testAuthority()
let sandbox: Sandbox
const start = async (tls: TlsMode) => {
  sandbox = await startSandbox({ controlPort: 0, tls })
}
beforeEach(() => start('valid'))
afterEach(() => sandbox.close())

const health = (trusted?: string) =>
  send(`${sandbox.url}/api/health`, trusted === undefined ? {} : { ca: trusted })

describe('a panel behind TLS', () => {
  it('responds only to clients that trust its authority', async () => {
    expect(sandbox.url).toMatch(/^https:/)
    expect(sandbox.controlUrl).toMatch(/^http:/)
    expect((await health(ca)).status).toBe(200)
    expect((await health()).failure).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    expect((await client(sandbox, sandbox)('GET', '/api/v1/billing/accounts', { ca })).json).toEqual([])
  })

  it.each([
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['plain-on-tls', 'EPROTO'],
  ] as const)('is %s from the start', async (tls, failure) => {
    await sandbox.close()
    await start(tls)
    expect((await health(ca)).failure).toBe(failure)
    expect((await control(sandbox)('GET', '/tls')).json).toEqual({ tls })
  })

  it('can be changed while it runs', async () => {
    const put = (tls: string) => control(sandbox)('PUT', '/tls', { tls })
    expect((await put('expired')).json).toEqual({ tls: 'expired' })
    expect((await health(ca)).failure).toBe('CERT_HAS_EXPIRED')
    await put('plain-on-tls')
    expect((await health(ca)).failure).toBe('EPROTO')
    await put('valid')
    expect((await health(ca)).status).toBe(200)
    expect((await put('broken')).status).toBe(400)
  })

  it('supports faults like any other', async () => {
    sandbox.addFault({ fault: 'drop' })
    expect((await health(ca)).failure).toBe('ECONNRESET')
    sandbox.addFault({ fault: 'refused' })
    expect((await health(ca)).failure).toBe('ECONNREFUSED')
    await sandbox.clearFaults()
    expect((await health(ca)).status).toBe(200)
  })
})

it('cannot be enabled for a panel that was started without it', async () => {
  const plain = await startSandbox()
  try {
    expect((await control(plain)('PUT', '/tls', { tls: 'valid' })).status).toBe(409)
    expect((await control(plain)('GET', '/tls')).json).toEqual({ tls: null })
    expect(() => plain.setTls('valid')).toThrow('was started without')
  } finally {
    await plain.close()
  }
})
