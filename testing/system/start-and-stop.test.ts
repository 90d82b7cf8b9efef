import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { onboarded } from '#contracts/customers/schemas.ts'
import { bodyOf, send } from '../http-client.ts'
import { type RunningProcess, runProgram } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboard, onboardAtOnce, settled } from './onboarding.ts'

let system: RunningSystem
beforeAll(async () => {
  system = await startSystem({
    env: { SHUTDOWN_GRACE_MS: '1500', PANEL_DEADLINE_MS: '20000', ENGINE_LEASE_MS: '60000' },
  })
  await system.addServer()
})
afterAll(() => system?.remove())

/** Reads an operation's events until the stream ends, and returns them. */
async function follow(path: string) {
  const request = get(`${system.apiUrl}${path}`, { headers: { cookie: system.adminCookie } })
  const [response] = await once(request, 'response')
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
  }, 30_000)

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
  ])('reports the invalid settings %j, without a stack and without a password', async (env, sentence) => {
    const server = run(env)
    expect(await server.ended()).toBe(1)
    expect(server.stderr()).toMatch(sentence)
    expect(server.output()).not.toMatch(/\n\s+at |secret-word/)
  })
})
