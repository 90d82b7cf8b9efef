import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerPage } from '#contracts/customers/schemas.ts'
import { operationPage } from '#contracts/operations/schemas.ts'
import { server } from '#contracts/servers/schemas.ts'
import { bodyOf, send } from '../http-client.ts'
import { newCustomer, onboard, onboardWaiting } from '../system/onboarding.ts'
import { type Neighbours, startNeighbours } from './neighbours.ts'

describe('While 200 operations hang on one server', () => {
  let all: Neighbours
  let hanging: string[]
  beforeAll(async () => {
    // No operation is abandoned during the test.
    all = await startNeighbours({ env: { PANEL_DEADLINE_MS: '300000', ENGINE_LEASE_MS: '400000' } })
    hanging = await all.hang(200)
    await all.sick.panel.hanging(16)
  }, 120_000)
  afterAll(() => all?.remove())

  it('another server still provisions', async () => {
    for (const username of ['anna', 'berta', 'clara']) {
      const { hosting } = await onboardWaiting(all.system, newCustomer(username, all.well.serverId))
      expect(hosting?.message).toMatch(/provisioned successfully! NextPanel User ID: \d+$/)
    }
    const many = Array.from({ length: 20 }, (_, index) => newCustomer(`many${index}`, all.well.serverId))
    const answers = await Promise.all(many.map((body) => onboardWaiting(all.system, body)))
    expect(answers.map(({ hosting }) => hosting?.account.status)).toEqual(many.map(() => 'active'))
  }, 60_000)

  it('an account on the other server is suspended and terminated', async () => {
    const { hosting } = await onboardWaiting(all.system, newCustomer('dora', all.well.serverId))
    const path = `/api/v1/hosting-accounts/${hosting?.account.id}`
    const headers = { prefer: 'wait=20' }
    const suspended = await all.system.admin('POST', `${path}/suspend`, {
      body: { reason: 'staff' },
      headers,
    })
    expect(suspended.status).toBe(200)
    const terminated = await all.system.admin('POST', `${path}/terminate`, {
      body: { confirm: 'dora' },
      headers,
    })
    expect(terminated.status).toBe(200)
    expect((await all.well.panel.ledger('dora')).map(({ status }) => status)).toEqual(['deleted'])
  })

  it('the customers list, the servers and health respond', async () => {
    const list = await all.system.admin('GET', '/api/v1/customers?limit=100&search=sick')
    expect(bodyOf(list, 200, customerPage).items).toHaveLength(100)
    const sick = await all.system.admin('GET', `/api/v1/servers/${all.sick.serverId}`)
    expect(bodyOf(sick, 200, server)).toMatchObject({ used: 0, reserved: 200 })
    expect((await all.system.nobody('GET', '/health')).status).toBe(200)
  })

  it('an onboarding on that server returns at the end of the wait as still in progress', async () => {
    const reply = await onboard(all.system, newCustomer('patient', all.sick.serverId), { prefer: 'wait=1' })
    expect(reply.status).toBe(201)
    expect(reply.text).toContain('Customer created. Provisioning is still under way.')
  })

  it('the failing server gets no more requests than its limit, and no operation is lost', async () => {
    const faults = await send(`${all.sick.panel.url}/_sandbox/faults`)
    expect(faults.json).toMatchObject({ hanging: 16 })
    const open: string[] = []
    for (const status of ['queued', 'running', 'waiting']) {
      let cursor = ''
      do {
        const path = `/api/v1/operations?limit=100&status=${status}&serverId=${all.sick.serverId}${cursor}`
        const page = bodyOf(await all.system.admin('GET', path), 200, operationPage)
        open.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`
      } while (cursor !== '')
    }
    expect(open).toHaveLength(201)
    expect(open).toEqual(expect.arrayContaining(hanging))
    expect(await all.sick.panel.ledger()).toEqual([])
  })
})
