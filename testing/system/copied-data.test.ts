import { cpSync, renameSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installationState } from '#contracts/installation/schemas.ts'
import { bodyOf } from '../http-client.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboardAtOnce, settled } from './onboarding.ts'

describe('A copied or restored database', () => {
  let system: RunningSystem
  const copy = () => `${system.dataDir}-copy`
  beforeAll(async () => {
    system = await startSystem()
    await system.addServer()
    const { accountId } = await onboardAtOnce(system, newCustomer('before'))
    await settled(system, accountId)
    await system.server.terminate()
  })
  afterAll(async () => {
    await system?.remove()
    rmSync(copy(), { recursive: true, force: true })
  })

  const readStanding = async () =>
    bodyOf(await system.admin('GET', '/api/v1/installation'), 200, installationState).standing
  const decide = (thisIs: string) => system.admin('POST', '/api/v1/installation/decide', { body: { thisIs } })

  it('is recognized at its location, also after a restart or a rename of the folder', async () => {
    await system.start()
    expect(await readStanding()).toBe('recognised')
    expect((await decide('the-real-one')).status).toBe(409)
    await system.server.terminate()
    renameSync(system.dataDir, `${system.dataDir}-moved`)
    await system.start({ DATA_DIR: `${system.dataDir}-moved` })
    expect(await readStanding()).toBe('recognised')
    await system.server.terminate()
    renameSync(`${system.dataDir}-moved`, system.dataDir)
  })

  it('sends nothing to a panel until staff confirm the primary installation', async () => {
    cpSync(system.dataDir, copy(), { recursive: true })
    await system.start({ DATA_DIR: copy() })
    expect(system.server.output()).toContain('copied, restored or moved')
    expect(await readStanding()).toBe('suspected-copy')

    const { accountId } = await onboardAtOnce(system, newCustomer('during'))
    // Several sweeps of the engine.
    await sleep(1000)
    expect(await system.sandbox.ledger('during')).toHaveLength(0)
    bodyOf(await decide('a-copy'), 200, installationState)
    await sleep(500)
    expect(await system.sandbox.ledger('during')).toHaveLength(0)

    const decided = bodyOf(await decide('the-real-one'), 200, installationState)
    expect(decided.standing).toBe('recognised')
    expect(await settled(system, accountId)).toMatchObject({ status: 'active' })
    expect(await system.sandbox.ledger('during')).toHaveLength(1)
  })
})
