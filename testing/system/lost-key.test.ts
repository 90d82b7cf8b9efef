import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { server as serverSchema } from '#contracts/servers/schemas.ts'
import { bodyOf } from '../http-client.ts'
import { runProgram } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboardAtOnce, settled } from './onboarding.ts'

describe('A database whose key is missing', () => {
  let system: RunningSystem
  let key = ''
  let serverId = ''
  const keyFile = () => join(system.dataDir, 'secret.key')

  beforeAll(async () => {
    system = await startSystem()
    serverId = (await system.addServer({ name: 'Panel One' })).id
    const { accountId } = await onboardAtOnce(system, newCustomer('before'))
    await settled(system, accountId)
    await system.sandbox.addFault({ fault: 'hang', path: 'create', username: 'waits' })
    await onboardAtOnce(system, newCustomer('waits'))
    await system.server.terminate()
    key = readFileSync(keyFile(), 'utf8')
  }, 180_000)
  afterAll(() => system?.remove())

  /** A start on the data that fails. */
  async function refusedStart(env: Record<string, string> = {}): Promise<string> {
    const server = runProgram('server/main.ts', {
      DATA_DIR: system.dataDir,
      WEB_PORT: '0',
      API_PORT: '0',
      LOG_LEVEL: 'warn',
      ...env,
    })
    expect(await server.ended()).toBe(1)
    expect(server.output()).not.toMatch(/\n\s+at /)
    return server.output()
  }

  const keyIdIn = (text: string) => /encrypted with the key (\S+),/.exec(text)?.[1] ?? ''

  it('stops the start: the message names the key, the way to restore it, and the loss without it', async () => {
    rmSync(keyFile())
    const missing = await refusedStart()
    expect(keyIdIn(missing)).toMatch(/^[\w-]{8}$/)
    expect(missing).toContain(`there is no secret.key in ${system.dataDir}`)
    expect(missing).toContain('copy secret.key from where you keep it into DATA_DIR')
    expect(missing).toContain(`LOST_KEY_ID=${keyIdIn(missing)}`)
    expect(missing).toContain('API key and secret of the server "Panel One"')
    expect(missing).toContain('hosting password of the account "waits" on "Panel One"')
    expect(existsSync(keyFile())).toBe(false)

    const other = await refusedStart({ SECRET_KEY: 'another secret, which is long enough' })
    expect(keyIdIn(other)).toBe(keyIdIn(missing))
    expect(other).toContain('but SECRET_KEY holds the key')
    expect(await refusedStart({ LOST_KEY_ID: 'another0' })).toContain(keyIdIn(missing))
    expect(existsSync(keyFile())).toBe(false)
  }, 180_000)

  it('stops the start if the key file is damaged: moved away, the message names the lost key', async () => {
    writeFileSync(keyFile(), `${key.slice(0, 20)}\n`, { mode: 0o600 })
    const damaged = await refusedStart()
    expect(damaged).toContain(`The key file ${keyFile()} is damaged.`)
    expect(damaged).toContain('If there is no copy, move the file away and start the application.')
    expect(readFileSync(keyFile(), 'utf8')).toBe(`${key.slice(0, 20)}\n`)
    rmSync(keyFile())
    expect(await refusedStart()).toMatch(/start with LOST_KEY_ID=[\w-]{8}\./)
  }, 180_000)

  it('starts again when the key is back', async () => {
    writeFileSync(keyFile(), key, { mode: 0o600 })
    // Otherwise a slow machine creates the account now, and nothing waits for the password any more.
    await system.sandbox.addFault({ fault: 'hang', path: 'create', username: 'waits' })
    await system.start()
    expect((await system.nobody('GET', '/health')).status).toBe(200)
    await system.server.terminate()
  }, 180_000)

  it('starts without it if staff declare it lost, and lists every credential to enter again', async () => {
    rmSync(keyFile())
    const lostKeyId = keyIdIn(await refusedStart())
    await system.start({ LOST_KEY_ID: lostKeyId })
    const output = system.server.output()
    expect(output).toContain(`The key ${lostKeyId} was declared lost. Enter these credentials again:`)
    expect(output).toContain('- API key and secret of the server "Panel One"')
    expect(output).toContain('- hosting password of the account "waits" on "Panel One"')
    const server = bodyOf(await system.admin('GET', `/api/v1/servers/${serverId}`), 200, serverSchema)
    expect(server.status).toBe('needs-operator')

    const { apiKey, apiSecret } = await system.sandbox.createKey()
    const changed = await system.admin('PATCH', `/api/v1/servers/${serverId}`, {
      body: { apiKey, apiSecret },
    })
    expect(changed.status).toBe(200)
    const { accountId } = await onboardAtOnce(system, newCustomer('after'))
    expect(await settled(system, accountId)).toMatchObject({ status: 'active' })
    await system.server.terminate()
    await system.start({ LOST_KEY_ID: undefined })
    expect(system.server.output()).not.toContain('declared lost')
  }, 180_000)
})
