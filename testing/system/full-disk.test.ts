import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onboarded } from '#contracts/customers/schemas.ts'
import { bodyOf, problemOf } from '../http-client.ts'
import { eventually, runProgram } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { mountSmallDisk } from '../small-disk.ts'
import { newCustomer, onboard } from './onboarding.ts'

const disk = mountSmallDisk(400)
const { folder } = disk

afterAll(() => disk.remove())

describe.skipIf(!disk.isMounted)('A full disk of DATA_DIR', () => {
  let system: RunningSystem
  beforeAll(async () => {
    system = await startSystem({ env: { DATA_DIR: join(folder, 'data') } })
    await system.addServer()
  }, 180_000)
  afterAll(() => system?.remove())

  it('is reported by health and by every request that cannot be saved, until there is space', async () => {
    disk.fill()
    await eventually('health says so', async () => (await system.nobody('GET', '/health')).status === 503)
    const health = await system.nobody('GET', '/health')
    expect(health.json).toMatchObject({
      status: 'failing',
      checks: { database: { status: 'fail', message: 'no space left on the disk of DATA_DIR' } },
    })
    let refused = await onboard(system, newCustomer('full0'))
    for (let count = 1; refused.status === 201 && count < 400; count += 1)
      refused = await onboard(system, newCustomer(`full${count}`), { prefer: 'wait=0' })
    expect(problemOf(refused)).toMatchObject({ status: 503, code: 'database-unavailable' })
    expect(problemOf(refused).detail).toContain('no space left on the disk of DATA_DIR')
    expect((await system.admin('GET', '/api/v1/customers')).status).toBe(200)

    disk.makeSpace()
    await eventually('health is well', async () => (await system.nobody('GET', '/health')).status === 200)
    const made = bodyOf(await onboard(system, newCustomer('space'), { prefer: 'wait=30' }), 201, onboarded)
    expect(made.hosting?.account.status).toBe('active')
  }, 180_000)

  it('stops a start with a sentence that names the folder', async () => {
    disk.fill()
    const dataDir = join(folder, 'new')
    mkdirSync(dataDir)
    const server = runProgram('server/main.ts', { DATA_DIR: dataDir, WEB_PORT: '0', API_PORT: '0' })
    expect(await server.ended()).toBe(1)
    expect(server.output()).toBe(
      `There is no space left on the disk of DATA_DIR, ${dataDir}. Free space there, then start again.\n`,
    )
    expect(existsSync(join(dataDir, 'secret.key'))).toBe(false)
    disk.makeSpace()
  }, 180_000)
})
