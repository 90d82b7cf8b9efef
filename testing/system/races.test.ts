import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerPage, onboarded } from '#contracts/customers/schemas.ts'
import { server } from '#contracts/servers/schemas.ts'
import { bodyOf, problemOf } from '../http-client.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboard, onboardWaiting } from './onboarding.ts'

const times = (count: number) => Array.from({ length: count }, (_, index) => index)

describe.each(['embedded', 'postgres'] as const)('Concurrent requests, on the %s database', (database) => {
  let system: RunningSystem
  beforeAll(async () => {
    system = await startSystem({ database, env: { PANEL_DEADLINE_MS: '15000', ENGINE_LEASE_MS: '60000' } })
  })
  afterAll(() => system?.remove())

  const customersNamed = async (search: string) => {
    const reply = await system.admin('GET', `/api/v1/customers?limit=100&search=${search}`)
    return bodyOf(reply, 200, customerPage).items
  }

  it('60 onboardings for the last 5 slots: exactly 5 accounts, 60 customers, 55 times server-full', async () => {
    const { id } = await system.addServer({ name: 'Nearly Full', capacity: 7 })
    for (const username of ['first', 'second']) await onboardWaiting(system, newCustomer(username, id))

    const answers = await Promise.all(
      times(60).map((index) => onboardWaiting(system, newCustomer(`crowd${index}`, id))),
    )

    const outcomes = answers.map(({ hosting }) => ({
      status: hosting?.account.status,
      code: hosting?.operation.error?.code,
      message: hosting?.message,
    }))
    const active = outcomes.filter(({ status }) => status === 'active')
    const full = outcomes.filter(({ status, code }) => status === 'failed' && code === 'server-full')
    expect([active.length, full.length]).toEqual([5, 55])
    expect(full[0]?.message).toMatch(/^Customer created, but provisioning failed: The server is full/)
    const made = (await system.sandbox.ledger()).filter(({ username }) => username.startsWith('crowd'))
    expect(made).toHaveLength(5)
    expect(await customersNamed('crowd')).toHaveLength(60)
    const after = bodyOf(await system.admin('GET', `/api/v1/servers/${id}`), 200, server)
    expect(after).toMatchObject({ used: 7, reserved: 0, capacity: 7 })
  }, 60_000)

  it('the same Idempotency-Key 20 times: one customer, one account, the same ids in every response', async () => {
    const { id } = await system.addServer({ name: 'Roomy' })
    const headers = { 'idempotency-key': 'twenty-times', prefer: 'wait=30' }
    const answers = await Promise.all(
      times(20).map(() => onboard(system, newCustomer('repeated', id), headers)),
    )

    const ids = answers.map((answer) => {
      const { customer, hosting } = bodyOf(answer, 201, onboarded)
      return [customer.id, hosting?.account.id, hosting?.operation.id, hosting?.account.panelUserId]
    })
    expect(new Set(ids.map((each) => each.join(' '))).size).toBe(1)
    const ledger = await system.sandbox.ledger('repeated')
    expect(ledger.map((entry) => entry.id)).toEqual([ids[0]?.[3]])
    expect(await customersNamed('repeated')).toHaveLength(1)
  })

  it('the same Idempotency-Key with another body: 422 idempotency-key-reused, nothing written', async () => {
    const headers = { 'idempotency-key': 'once-only' }
    const { provisioning: _, ...withoutHosting } = newCustomer('original')
    bodyOf(await onboard(system, withoutHosting, headers), 201, onboarded)

    const other = { ...withoutHosting, email: 'impostor@example.com' }
    const refused = problemOf(await onboard(system, other, headers))
    expect(refused).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
    expect(refused.detail).toContain('use a new key')
    expect(await customersNamed('impostor')).toEqual([])
  })

  it('the same Idempotency-Key at another path is not a replay', async () => {
    const headers = { 'idempotency-key': 'one-path' }
    const { provisioning: hosting, ...withoutHosting } = newCustomer('pathfinder')
    const { customer } = bodyOf(await onboard(system, withoutHosting, headers), 201, onboarded)
    const path = `/api/v1/customers/${customer.id}/hosting-accounts`
    const refused = problemOf(await system.admin('POST', path, { body: hosting, headers }))
    expect(refused).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
  })

  it('a refused request may be corrected under the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'corrected' }
    const { provisioning: _, ...right } = newCustomer('corrected')
    expect(problemOf(await onboard(system, { ...right, email: 'not an address' }, headers)).status).toBe(422)
    const taken = problemOf(await onboard(system, { ...right, email: 'repeated@example.com' }, headers))
    expect(taken.code).toBe('email-taken')

    const { customer } = bodyOf(await onboard(system, right, headers), 201, onboarded)
    const replayed = bodyOf(await onboard(system, right, headers), 201, onboarded)
    expect(replayed.customer.id).toBe(customer.id)
    expect(await customersNamed('corrected')).toHaveLength(1)
  })

  it('the same email 20 times: one 201, and 19 refusals that name the field', async () => {
    const answers = await Promise.all(
      times(20).map((index) => {
        const { provisioning: _, ...body } = newCustomer('sought')
        const email = index % 2 === 0 ? 'sought@example.com' : ' Sought@Example.COM '
        return onboard(system, { ...body, email })
      }),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    const refusals = answers.filter(({ status }) => status !== 201).map(problemOf)
    expect(refusals).toHaveLength(19)
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 409, code: 'email-taken', errors: [{ path: 'email' }] })
      expect(refusal.detail).toContain('Use another email')
    }
    expect(await customersNamed('sought')).toHaveLength(1)
  })

  it('the same hosting username 10 times: one account, the other customers kept with a conflict', async () => {
    const { id } = await system.addServer({ name: 'Popular' })
    const answers = await Promise.all(
      times(10).map((index) => {
        const body = newCustomer('popular', id)
        return onboardWaiting(system, { ...body, email: `popular${index}@example.com` })
      }),
    )
    const statuses = answers.map(({ hosting }) => hosting?.account.status).toSorted()
    expect(statuses).toEqual(['active', ...times(9).map(() => 'conflict')])
    expect(await system.sandbox.ledger('popular')).toHaveLength(1)
    expect(await customersNamed('popular')).toHaveLength(10)
  })

  it('no 5xx and no error was logged', () => {
    const errors = system
      .output()
      .split('\n')
      .filter((line) => line.includes('"level":50') || line.includes('"level":60'))
    expect(errors).toEqual([])
  })
})
