import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Agent, get, request } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { onboarded } from '#contracts/customers/schemas.ts'
import { bodyOf, send } from '../http-client.ts'
import { eventually, type RunningProcess, runProgram } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboard, onboardAtOnce, settled } from './onboarding.ts'

let system: RunningSystem
beforeAll(async () => {
  system = await startSystem({
    env: { SHUTDOWN_GRACE_MS: '1500', PANEL_DEADLINE_MS: '20000', ENGINE_LEASE_MS: '60000' },
  })
  await system.addServer()
}, 180_000)
afterAll(() => system?.remove())

/** Reads an operation's events until the stream ends, and returns them. */
async function follow(path: string) {
  const following = get(`${system.apiUrl}${path}`, { headers: { cookie: system.adminCookie } })
  const [response] = await once(following, 'response')
  let text = ''
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  response.on('error', () => {})
  await once(response, 'data')
  return { headers: response.headers, text: () => text, ended: once(response, 'close') }
}

describe('A system that gets a stop signal', () => {
  it('ends within the grace period with code 0, even if a stream is open, a caller waits and the panel hangs', async () => {
    await system.sandbox.addFault({ fault: 'hang', path: 'create', times: 2 })
    const begun = await onboardAtOnce(system, newCustomer('anna'))
    const stream = await follow(`/api/v1/operations/${begun.operationId}/events`)
    expect(stream.headers['content-type']).toContain('text/event-stream')
    const keptAlive = new Agent({ keepAlive: true })
    await send(`${system.webUrl}/health`, { agent: keptAlive })
    const waiting = onboard(system, newCustomer('berta'), { prefer: 'wait=30' })
    await system.sandbox.hanging(2)

    const { code, tookMs } = await system.server.terminate()

    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(4_000)
    const answered = bodyOf(await waiting, 201, onboarded)
    expect(answered.hosting?.message).toBe('Customer created. Provisioning is still under way.')
    await stream.ended
    expect(stream.text()).toContain('attempt.started')
    expect(system.server.output()).not.toMatch(/"level":(50|60)/)

    await system.sandbox.clearFaults()
    await system.start({ PANEL_DEADLINE_MS: '1000' })
    for (const accountId of [begun.accountId, answered.hosting?.account.id ?? ''])
      expect(await settled(system, accountId)).toMatchObject({ status: 'active' })
    expect(await system.sandbox.ledger()).toHaveLength(2)
  }, 60_000)

  it('ends almost at once if it is idle, also with kept-alive connections', async () => {
    const keptAlive = new Agent({ keepAlive: true })
    await send(`${system.apiUrl}/health`, { agent: keptAlive })
    const { code, tookMs } = await system.server.terminate()
    expect([code, tookMs < 2_500]).toEqual([0, true])
    await system.start()
  })
})

describe('A system that gets a stop signal during its start', () => {
  it('ends with code 0 and leaves data that starts again', async () => {
    const env = { DATA_DIR: `${system.dataDir}-early`, WEB_PORT: '0', API_PORT: '0' }
    const begun = runProgram('server/main.ts', env)
    await eventually('the lock is taken', async () => existsSync(`${env.DATA_DIR}/database.lock`))
    expect((await begun.terminate()).code).toBe(0)
    expect(begun.output()).not.toMatch(/\n\s+at /)
    const again = runProgram('server/main.ts', env)
    await again.says(/API http/, 60_000)
    expect((await again.terminate()).code).toBe(0)
    await rm(env.DATA_DIR, { recursive: true })
  }, 90_000)

  it('handles a signal that arrives twice, as from npm and from a terminal, once', async () => {
    await system.server.terminate()
    await system.start()
    system.server.signal('SIGINT')
    system.server.signal('SIGTERM')
    expect(await system.server.ended()).toBe(0)
    await system.start()
  }, 60_000)
})

describe('The addresses that it listens on', () => {
  it.each(['::', '[::]', '0.0.0.0'])('HOST=%s prints links that open', async (host) => {
    const server = runProgram('server/main.ts', {
      DATA_DIR: `${system.dataDir}-hosts`,
      HOST: host,
      WEB_PORT: '0',
      API_PORT: '0',
    })
    const [, web = '', api = ''] = await server.says(/web application (\S+), API (http:\S+)/, 60_000)
    const [, setup = ''] = await server.says(/first one at (\S+)/)
    expect([web, api, setup].every((url) => url.startsWith('http://localhost:'))).toBe(true)
    expect((await fetch(`${api}/health`)).status).toBe(200)
    expect((await server.terminate()).code).toBe(0)
  }, 90_000)

  it('responds to a health check of HTTP/1.0, which has no Host header', async () => {
    const { port } = new URL(system.apiUrl)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('GET /health HTTP/1.0\r\n\r\n')
    expect(await text(socket)).toMatch(/^HTTP\/1\.[01] 200 OK\r\n[\s\S]*"status":"ok"/)
  })

  it('does not log a client that disconnects during its upload as an internal error', async () => {
    const before = system.server.output().length
    for (const path of ['/api/v1/customers', '/api/auth/sign-in/email']) {
      const outgoing = request(`${system.apiUrl}${path}`, {
        method: 'POST',
        headers: { cookie: system.adminCookie, 'content-type': 'application/json', 'content-length': 1000 },
      })
      outgoing.on('error', () => {})
      outgoing.write('{"email":')
      await delay(100)
      outgoing.destroy()
    }
    await eventually(
      'both are logged as refused',
      async () =>
        (
          system.server
            .output()
            .slice(before)
            .match(/"status":400/g) ?? []
        ).length === 2,
    )
    expect(system.server.output().slice(before)).not.toMatch(/"level":(40|50|60)/)
  })

  it('streams without proxies buffering or compressing', async () => {
    const { operationId } = await onboardAtOnce(system, newCustomer('streams'))
    const { headers } = await follow(`/api/v1/operations/${operationId}/events`)
    expect(headers['x-accel-buffering']).toBe('no')
    expect(headers['cache-control']).toContain('no-transform')
  })
})

describe('A failing start', () => {
  const started: RunningProcess[] = []
  afterEach(async () => {
    for (const server of started.splice(0)) await server.kill()
  })
  const run = (env: Record<string, string>) => {
    const server = runProgram('scripts/start.ts', {
      DATA_DIR: `${system.dataDir}-other`,
      WEB_PORT: '0',
      API_PORT: '0',
      LOG_LEVEL: 'warn',
      ...env,
    })
    started.push(server)
    return server
  }

  it.each([
    'WEB_PORT',
    'API_PORT',
  ])('reports in one sentence that the port of %s is taken', async (setting) => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as AddressInfo
    const server = run({ [setting]: String(port) })
    expect(await server.ended()).toBe(1)
    expect(server.stderr()).toMatch(
      new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is already in use[^\\n]*${setting}[^\\n]*\\.\\n$`),
    )
    holder.close()
  }, 90_000)

  it('reports in one sentence that its data folder is in use', async () => {
    const server = run({ DATA_DIR: system.dataDir })
    expect(await server.ended()).toBe(1)
    expect(server.output()).toMatch(
      /^The embedded database in \S+ is in use by another process[^\n]*DATA_DIR[^\n]*\.\n$/,
    )
    expect((await system.nobody('GET', '/health')).status).toBe(200)
  })

  it.each([
    [{ ROLE: 'web' }, /^ROLE=web needs DATABASE_URL/m],
    [{ API_PORT: 'eighty' }, /^API_PORT must be a port number/],
    [{ ADMIN_EMAIL: 'a@example.com' }, /^ADMIN_PASSWORD is missing/],
    [{ DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none' }, /^PostgreSQL does not respond/],
    [{ DATABASE_URL: 'postgres://nobody:p@secret-word#x@127.0.0.1:1/none' }, /^DATABASE_URL .*# as %23/],
    [{ DATA_DIR: '/etc/hostname' }, /^DATA_DIR \/etc\/hostname is not a folder \(EEXIST\)/],
    [{ HOST: 'http://0.0.0.0' }, /^HOST must be an IP address or a host name/],
    [{ HOST: 'no-such-host.invalid' }, /HOST/],
    [{ HOST: '203.0.113.7' }, /does not have that address. Set HOST to a different address/],
  ])('reports the invalid settings %j, without a stack and without a password', async (env, sentence) => {
    const server = run(env)
    expect(await server.ended()).toBe(1)
    expect(server.stderr()).toMatch(sentence)
    expect(server.output()).not.toMatch(/\n\s+at |secret-word/)
  })
})
