import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onboarded } from '#contracts/customers/schemas.ts'
import { bodyOf, problemOf } from '../http-client.ts'
import { eventually, runProgram } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboard } from './onboarding.ts'

const folder = mkdtempSync(join(tmpdir(), 'test-full-disk-'))
const isMounted =
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', folder], { stdio: 'ignore' }).status === 0

afterAll(() => {
  if (isMounted) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true, force: true })
})

/** Leaves no free space. */
function fill(): void {
  const { bavail, bsize } = statfsSync(folder)
  for (const size of [bavail * bsize - 65_536, 65_536, 32_768, 8_192, 4_096, 4_096, 4_096])
    try {
      writeFileSync(join(folder, 'filler'), Buffer.alloc(Math.max(size, 0), 1), { flag: 'a' })
    } catch {
      // The disk is full.
    }
}
const makeSpace = () => rmSync(join(folder, 'filler'), { force: true })

// Only root may mount a small disk.
describe.skipIf(!isMounted)('A full disk of DATA_DIR', () => {
  let system: RunningSystem
  beforeAll(async () => {
    system = await startSystem({ env: { DATA_DIR: join(folder, 'data') } })
    await system.addServer()
  }, 180_000)
  afterAll(() => system?.remove())

  it('is reported by health and by every request that cannot be saved, until there is space', async () => {
    fill()
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

    makeSpace()
    await eventually('health is well', async () => (await system.nobody('GET', '/health')).status === 200)
    const made = bodyOf(await onboard(system, newCustomer('space'), { prefer: 'wait=30' }), 201, onboarded)
    expect(made.hosting?.account.status).toBe('active')
  }, 180_000)

  it('stops a start with a sentence that names the folder', async () => {
    fill()
    const dataDir = join(folder, 'new')
    mkdirSync(dataDir)
    const server = runProgram('server/main.ts', { DATA_DIR: dataDir, WEB_PORT: '0', API_PORT: '0' })
    expect(await server.ended()).toBe(1)
    expect(server.output()).toBe(
      `There is no space left on the disk of DATA_DIR, ${dataDir}. Free space there, then start again.\n`,
    )
    expect(existsSync(join(dataDir, 'secret.key'))).toBe(false)
    makeSpace()
  }, 180_000)
})
