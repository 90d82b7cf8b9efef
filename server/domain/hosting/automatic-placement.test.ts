import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { PlacementWish } from '#contracts/servers/placement.ts'
import { newId } from '#server/platform/clock/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer, hostingPassword, newCustomer } from '#testing/domain-steps.ts'
import { reserveAccount } from '../accounts/index.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import {
  changePlacementSettings,
  changeServer,
  chooseServer,
  getPlacementSettings,
  readServersWithSlots,
  type ServerWithSlots,
} from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

describeDomain('Automatic placement', (open) => {
  const add = (test: TestDomain, given: Parameters<typeof addTestServer>[1]) => {
    const { apiKey, apiSecret } = test.sandbox.createKey({})
    return addTestServer(test, { apiKey, apiSecret, ...given })
  }
  let made = 0
  const onboard = (
    test: TestDomain,
    wish: { serverId?: string; placement?: { location?: string; tags?: string[] } } = {},
  ) => {
    made += 1
    return onboardCustomer(
      { ...test.ctx, waitMs: 0 },
      newCustomer({ provisioning: { username: `auto${made}`, password: hostingPassword, ...wish } }),
    )
  }

  it('follows policy, tags and location, and records the reason with the account', async () => {
    const test = open()
    const plain = await add(test, { name: 'Plain', capacity: 10 })
    const fast = await add(test, { name: 'Fast', capacity: 10, tags: ['ssd'], location: 'Frankfurt' })
    const { hosting } = await onboard(test, {
      serverId: 'auto',
      placement: { tags: ['ssd'], location: 'Frankfurt' },
    })
    expect(hosting?.account).toMatchObject({
      serverId: fast.id,
      placement: {
        policy: 'least-utilized',
        reason:
          'Chosen automatically: the only available server with tag ssd in Frankfurt. 0 of 10 slots were used.',
        considered: [
          { serverId: fast.id, serverName: 'Fast', why: 'Chosen: 0 of 10 used.' },
          { serverId: plain.id, serverName: 'Plain', why: 'It does not have the tag ssd.' },
        ],
      },
    })
    expect((await onboard(test)).hosting?.account.serverId).toBe(plain.id)
    expect(await getPlacementSettings(test.ctx)).toEqual({ policy: 'least-utilized', updatedAt: null })
    await changePlacementSettings(test.ctx, { policy: 'fill-first' })
    await onboard(test, { serverId: fast.id })
    const filled = await onboard(test)
    expect(filled.hosting?.account).toMatchObject({
      serverId: fast.id,
      placement: { policy: 'fill-first' },
    })
    const named = await onboard(test, { serverId: plain.id })
    expect(named.hosting?.account.placement).toBeNull()
  })

  it('refuses with the field if no server matches, and writes nothing', async () => {
    const test = open()
    const { id } = await add(test, { name: 'Plain', location: 'Paris' })
    const before = (await test.database.db.select().from(hostingAccounts)).length
    await expect(onboard(test, { placement: { tags: ['gpu'] } })).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [
        {
          path: 'provisioning.serverId',
          code: 'no-matching-server',
          message: expect.stringContaining('Plain: It does not have the tag gpu.'),
        },
      ],
    })
    await expect(onboard(test, { serverId: id, placement: { tags: ['gpu'] } })).rejects.toMatchObject({
      errors: [{ path: 'provisioning.placement' }],
    })
    await changeServer(test.ctx, { id, placementWeight: 0 })
    await expect(onboard(test)).rejects.toMatchObject({
      errors: [{ code: 'no-matching-server', message: expect.stringContaining('Its weight is 0') }],
    })
    expect((await test.database.db.select().from(hostingAccounts)).length).toBe(before)
  })

  it('keeps the customer if every matching server is full, and names each', async () => {
    const test = open()
    await add(test, { name: 'One', capacity: 1 })
    await add(test, { name: 'Two', capacity: 1, tags: ['ssd'] })
    await add(test, { name: 'Never', placementWeight: 0 })
    await onboard(test)
    await onboard(test)
    const { hosting } = await onboard(test)
    expect(hosting?.account.status).toBe('failed')
    expect(hosting?.operation.error).toMatchObject({ code: 'server-full' })
    const message = hosting?.operation.error?.message ?? ''
    expect(message).toMatch(/^No server has room\./)
    for (const part of ['One: The server is full', 'Two: The server is full', 'Never: Its weight is 0'])
      expect(message).toContain(part)
  })

  it('of many requests at once takes every slot once, and none of an excluded server', async () => {
    const test = open()
    const capacities = [3, 1, 4]
    for (const [index, capacity] of capacities.entries())
      await add(test, { name: `Server ${index}`, capacity, tags: ['ssd'] })
    const excluded = await add(test, { name: 'No tag', capacity: 50 })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => onboard(test, { placement: { tags: ['ssd'] } })),
    )
    const states = answers.map(({ hosting }) => hosting?.operation.error?.code ?? 'placed')
    expect(states.filter((state) => state === 'placed')).toHaveLength(8)
    expect(states.filter((state) => state === 'server-full')).toHaveLength(12)
    const rows = await test.database.db.select().from(servers)
    for (const row of rows) expect(row.slotsHeld).toBe(row.id === excluded.id ? 0 : row.capacity)
    expect(
      await test.database.db.select().from(hostingAccounts).where(eq(hostingAccounts.serverId, excluded.id)),
    ).toEqual([])
  })

  it('writes nothing if weight, tags or location of the server changed after the choice', async () => {
    const test = open()
    const { id } = await add(test, { name: 'First', tags: ['ssd'], location: 'Paris' })
    const customer = await onboardCustomer(test.ctx, newCustomer())
    const [server] = await readServersWithSlots(test.database.db)
    if (!server) throw new Error('The server is missing.')
    const reserve = (wish: PlacementWish) =>
      reserveAccount(test.database.db, test.ctx, {
        accountId: newId(),
        operationId: newId(),
        customerId: customer.customer.id,
        wanted: { username: `later${made++}`, password: hostingPassword, email: `later${made}@example.com` },
        server,
        choice: {
          wish,
          noRoom: null,
          template: { policy: 'fill-first', reason: '', considered: [] },
        },
        whenRefused: 'record',
        running: null,
      })
    expect(await reserve({ tags: ['ssd'], location: 'Paris' })).toMatchObject({ written: true })
    const refused = { written: false, verdict: 'server-excluded' }
    expect(await reserve({ tags: ['ssd', 'gpu'] })).toMatchObject(refused)
    expect(await reserve({ location: 'Frankfurt' })).toMatchObject(refused)
    await changeServer(test.ctx, { id, placementWeight: 0 })
    expect(await reserve({})).toMatchObject(refused)
  })

  /** Reserves on a choice that was made when the servers were `seen`. */
  const reserveOn = async (test: TestDomain, seen: readonly ServerWithSlots[]) => {
    const customer = await onboardCustomer(test.ctx, newCustomer())
    const choice = chooseServer(seen, 'least-utilized')
    if (choice.server === null) throw new Error('No server was chosen.')
    const { server, template, noRoom } = choice
    made += 1
    const reserved = await reserveAccount(test.database.db, test.ctx, {
      accountId: newId(),
      operationId: newId(),
      customerId: customer.customer.id,
      wanted: { username: `race${made}`, password: hostingPassword, email: `race${made}@example.com` },
      server,
      choice: { wish: {}, template, noRoom: noRoom === null ? null : { why: noRoom, servers: seen } },
      whenRefused: 'record',
      running: null,
    })
    const [row] = await test.database.db
      .select({ placement: hostingAccounts.placement })
      .from(hostingAccounts)
      .where(eq(hostingAccounts.id, reserved.account.id))
    return { ...reserved, placement: row?.placement }
  }

  it('records the slots that were used when the slot was taken, not when the server was chosen', async () => {
    const test = open()
    const { id } = await add(test, { name: 'Only', capacity: 3 })
    const seen = await readServersWithSlots(test.database.db)
    await onboard(test)
    const second = await reserveOn(test, seen)
    expect(second).toMatchObject({
      written: true,
      verdict: null,
      placement: {
        reason: 'Chosen automatically: the only available server. 1 of 3 slots were used.',
        considered: [{ serverId: id, serverName: 'Only', why: 'Chosen: 1 of 3 used.' }],
      },
    })
    await onboard(test)
    const { verdict, placement } = await reserveOn(test, seen)
    expect(verdict).toBe('server-full')
    expect(placement?.reason).toBe('The server is full: all 3 slots have just been taken.')
  })

  it('never records that no server has room if one got room before the account was written', async () => {
    const test = open()
    const { id } = await add(test, { name: 'One', capacity: 1 })
    const two = await add(test, { name: 'Two', capacity: 1 })
    await onboard(test)
    await onboard(test)
    const seen = await readServersWithSlots(test.database.db)
    expect(await reserveOn(test, seen)).toMatchObject({
      written: true,
      verdict: 'server-full',
      placement: { reason: expect.stringMatching(/^No server has room\. /) },
    })
    const outdated = { written: false, verdict: 'choice-outdated' }
    for (const [server, change] of [
      [two, { capacity: 2 }],
      [{ id }, { capacity: 2 }],
      [two, { mode: 'draining' }],
    ] as const) {
      await changeServer(test.ctx, { id: server.id, ...change })
      expect(await reserveOn(test, seen)).toMatchObject(outdated)
      await changeServer(test.ctx, { id: server.id, capacity: 1, mode: 'active' })
    }
    await add(test, { name: 'Three', capacity: 1 })
    expect(await reserveOn(test, seen)).toMatchObject(outdated)
  })
})
