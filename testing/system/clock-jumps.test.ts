import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, type RunningProcess, runProgram } from '../running-process.ts'
import {
  adminLogin,
  type DatabaseKind,
  type RunningSystem,
  shortSettings,
  startSystem,
} from '../running-system.ts'
import { newCustomer, onboardAtOnce, onboardWaiting, readAccount, settled } from './onboarding.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const databases: readonly DatabaseKind[] = ['embedded', 'postgres']
const preload = pathToFileURL(join(import.meta.dirname, '../moved-clock/shift-date.ts')).href

describe.each(databases)('A running system on the %s database whose clock jumps', (database) => {
  const shiftFile = join(tmpdir(), `test-clock-${randomUUID()}`)
  const env = {
    NODE_OPTIONS: `--import=${preload}`,
    CLOCK_SHIFT_FILE: shiftFile,
    SECRET_KEY: 'Kd3k8vQ0pZr5LxT7wYb2HsGf9JcUaE1m',
    PANEL_DEADLINE_MS: '30000',
    ENGINE_LEASE_MS: '40000',
    WRONG_PASSWORDS_PER_LOGIN: '3',
  }
  let system: RunningSystem
  let worker: RunningProcess | undefined
  beforeAll(async () => {
    system = await startSystem({ database, env })
    await system.addServer()
    if (system.databaseUrl === undefined) return
    // It would take the operations of the first process if their leases appeared to have ended.
    worker = runProgram('server/main.ts', {
      ...shortSettings,
      ...env,
      ROLE: 'worker',
      DATABASE_URL: system.databaseUrl,
      DATA_DIR: `${system.dataDir}-worker`,
      PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
      METRICS_PORT: '0',
    })
    await worker.says(/Metrics (http:\S+)\/metrics/, 120_000)
  }, 240_000)
  afterAll(async () => {
    await worker?.kill()
    await system?.remove()
    await rm(shiftFile, { force: true })
  })

  async function shiftTo(ms: number): Promise<void> {
    await writeFile(shiftFile, String(ms))
    for (const process of [system.server, ...(worker ? [worker] : [])]) {
      const shifts = () => process.output().split(`clock shifted by ${ms}\n`).length
      const before = shifts()
      process.signal('SIGUSR2')
      await eventually('the clock is shifted', async () => shifts() > before)
    }
  }
  const signedIn = async () => ({ admin: await system.as(adminLogin) })

  it('keeps the lease of a running operation over a jump of three days forward', async () => {
    await system.sandbox.addFault({ fault: 'hang', path: 'create', times: 1 })
    const { accountId } = await onboardAtOnce(system, newCustomer('jumping'))
    await system.sandbox.hanging(1)
    await shiftTo(3 * dayMs)
    expect((await system.admin('GET', '/api/v1/me')).status).toBe(401)
    const staff = await signedIn()
    // During this, the sweeps of all processes see a lease that ended three days ago.
    const other = await onboardWaiting(staff, newCustomer('afterjump'))
    expect(other.hosting?.operation.status).toBe('succeeded')
    const sweptFrom = performance.now()
    await eventually('more sweeps', async () => performance.now() - sweptFrom > 1_000)
    expect((await readAccount(staff, accountId)).operation?.status).toBe('running')
    await system.sandbox.clearFaults()
    const account = await settled(staff, accountId)
    expect(account.status).toBe('active')
    expect(await system.sandbox.ledger('jumping')).toHaveLength(1)
    expect(`${system.output()}${worker?.output()}`).not.toContain('lease lost')
  }, 90_000)

  it('continues a waiting operation after a jump back by three days and five hours', async () => {
    await system.sandbox.addFault({ fault: 'unavailable', path: 'create', times: 3 })
    const staff = await signedIn()
    const { accountId } = await onboardAtOnce(staff, newCustomer('waiting'))
    await eventually('the operation waits', async () => {
      const { operation } = await readAccount(staff, accountId)
      return operation?.status === 'waiting'
    })
    await shiftTo(-5 * hourMs)
    const account = await settled(await signedIn(), accountId)
    expect(account.status).toBe('active')
    expect(await system.sandbox.ledger('waiting')).toHaveLength(1)
  }, 60_000)

  it('locks no caller out after a jump back, neither by a limit nor by a session', async () => {
    await shiftTo(2 * dayMs)
    const stranger = { email: 'stranger@example.com', password: 'wrong-Password-1' }
    const refused = await eventually('the limit is reached', async () => {
      const { status } = await system.signIn(stranger)
      return status === 429 && status
    })
    expect(refused).toBe(429)
    const { admin } = await signedIn()
    await shiftTo(-5 * hourMs)
    expect((await system.signIn(stranger)).status).toBe(401)
    expect((await admin('GET', '/api/v1/me')).status).toBe(200)
    expect((await (await signedIn()).admin('GET', '/api/v1/me')).status).toBe(200)
    await shiftTo(0)
    expect((await (await signedIn()).admin('GET', '/api/v1/me')).status).toBe(200)
    expect((await system.nobody('GET', '/ready')).status).toBe(200)
  }, 60_000)
})
