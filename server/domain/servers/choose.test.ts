import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, chooseServer, rankByPolicy, whyExcluded } from './choose.ts'
import { whyNotPlaceable } from './placement.ts'

const server = (given: Partial<Candidate> & { id: string }): Candidate => ({
  name: given.id,
  capacity: 100,
  used: 0,
  reserved: 0,
  status: 'online',
  mode: 'active',
  pausedAt: null,
  breaker: 'closed',
  location: null,
  tags: [],
  placementWeight: 100,
  ...given,
})

const a = server({ id: 'a', used: 60 })
const b = server({ id: 'b', used: 20 })
const ssd = server({ id: 'ssd', used: 90, tags: ['php8', 'ssd'], location: 'Frankfurt' })
const half = server({ id: 'half', used: 15, placementWeight: 50 })
const never = server({ id: 'never', placementWeight: 0 })
const full = server({ id: 'full', capacity: 10, used: 8, reserved: 2 })
const offline = server({ id: 'offline', status: 'offline' })
const draining = server({ id: 'draining', mode: 'draining' })
const maintenance = server({ id: 'maintenance', mode: 'maintenance' })
const degraded = server({ id: 'degraded', status: 'degraded' })
const all = [a, b, ssd, half, never, full, offline, draining, maintenance, degraded]

describe('The automatic choice of a server', () => {
  it.each([
    ['the least utilized', [a, b], 'least-utilized', {}, 'b'],
    [
      'the least utilized by weight: 15% at half weight is more than 20%',
      [b, half],
      'least-utilized',
      {},
      'b',
    ],
    [
      'the higher weight, if both are empty',
      [server({ id: 'c', placementWeight: 10 }), server({ id: 'd' })],
      'least-utilized',
      {},
      'd',
    ],
    ['the fullest that has room', [a, b, full], 'fill-first', {}, 'a'],
    [
      'the highest weight before the fullest',
      [server({ id: 'e', used: 99, placementWeight: 99 }), b],
      'fill-first',
      {},
      'b',
    ],
    ['an online one before an emptier degraded one', [a, degraded], 'least-utilized', {}, 'a'],
    ['the one with the tag', all, 'least-utilized', { tags: ['ssd'] }, 'ssd'],
    ['the one with all tags', all, 'least-utilized', { tags: ['php8', 'ssd'] }, 'ssd'],
    ['the one in the location', all, 'fill-first', { location: 'Frankfurt' }, 'ssd'],
    ['none if a tag is missing', all, 'fill-first', { tags: ['ssd', 'gpu'] }, null],
    ['none in another location', all, 'least-utilized', { location: 'Paris' }, null],
    ['none if all have the weight 0', [never], 'least-utilized', {}, null],
    ['none without servers', [], 'least-utilized', {}, null],
  ] as const)('is %s', (_what, servers, policy, wish, id) => {
    const tags = 'tags' in wish ? { tags: [...wish.tags] } : {}
    expect(
      chooseServer([...servers], policy, {
        ...('location' in wish ? { location: wish.location } : {}),
        ...tags,
      }).server?.id ?? null,
    ).toBe(id)
  })

  it('is explained in one sentence', () => {
    const reason = (...given: Parameters<typeof chooseServer>) => {
      const choice = chooseServer(...given)
      return choice.server === null ? choice.why : choice.explanation.reason
    }
    const others = ['x', 'y', 'z'].map((id) => server({ id, used: 50, tags: ['ssd'], location: 'Frankfurt' }))
    const best = server({ id: 'best', used: 10, reserved: 2, tags: ['ssd'], location: 'Frankfurt' })
    expect(reason([...others, best, a], 'least-utilized', { tags: ['ssd'], location: 'Frankfurt' })).toBe(
      'Chosen automatically from 4 servers with tag ssd in Frankfurt: the least full. 12 of 100 slots were used.',
    )
    expect(reason([a, b], 'fill-first')).toBe(
      'Chosen automatically from 2 servers: the fullest with room. 60 of 100 slots were used.',
    )
    expect(reason([b, half], 'least-utilized')).toBe(
      'Chosen automatically from 2 servers: the least full in proportion to its weight. 20 of 100 slots were used.',
    )
    expect(reason([a, full], 'least-utilized')).toBe(
      'Chosen automatically: the only available server. 60 of 100 slots were used.',
    )
  })

  it('names the reason of each server that was passed over', () => {
    const choice = chooseServer([full, offline, draining, maintenance, never], 'least-utilized')
    expect(choice.server?.id).toBe('full')
    expect(choice).toMatchObject({
      noRoom: expect.stringMatching(/^No server has room\. full: The server is full: 8 of 10/),
    })
    const noRoom = 'noRoom' in choice ? choice.noRoom : ''
    for (const part of [
      'offline: The server is offline.',
      'draining: The server is draining',
      'maintenance: The server is in maintenance',
      'never: Its weight is 0',
    ])
      expect(noRoom).toContain(part)
    expect(chooseServer([a, ssd], 'least-utilized', { tags: ['gpu'], location: 'Paris' })).toEqual({
      server: null,
      why: 'No server can be chosen automatically. a: It does not have the tag gpu. ssd: It does not have the tag gpu.',
    })
    expect(chooseServer([a, ssd], 'least-utilized', { location: 'Paris' })).toMatchObject({
      why: 'No server can be chosen automatically. a: It has no location. ssd: It is in Frankfurt.',
    })
  })

  it('lists at most 20 servers, with the chosen one first', () => {
    const many = Array.from({ length: 40 }, (_, index) => server({ id: `s${index}`, used: index + 1 }))
    const choice = chooseServer(many, 'least-utilized')
    const considered = choice.server === null ? [] : choice.explanation.considered
    expect(considered).toHaveLength(20)
    expect(considered[0]).toEqual({ serverId: 's0', serverName: 's0', why: 'Chosen: 1 of 100 used.' })
    expect(considered[1]?.why).toBe('Not needed: 2 of 100 used.')
  })

  it('gives a server of half the weight half the share', () => {
    const used = new Map([
      ['one', 0],
      ['two', 0],
    ])
    for (let count = 0; count < 90; count += 1) {
      const now = [...used].map(([id, taken]) =>
        server({ id, used: taken, placementWeight: id === 'two' ? 50 : 100 }),
      )
      const { server: chosen } = chooseServer(now, 'least-utilized')
      if (chosen) used.set(chosen.id, (used.get(chosen.id) ?? 0) + 1)
    }
    expect(Object.fromEntries(used)).toEqual({ one: 60, two: 30 })
  })

  it('fills one server after another', () => {
    const used = [0, 0, 0]
    const order: string[] = []
    for (let count = 0; count < 9; count += 1) {
      const now = used.map((taken, index) => server({ id: `${index}`, capacity: 3, used: taken }))
      const { server: chosen } = chooseServer(now, 'fill-first')
      if (!chosen) break
      order.push(chosen.id)
      used[Number(chosen.id)] = (used[Number(chosen.id)] ?? 0) + 1
    }
    expect(order.join('')).toBe('000111222')
  })

  it('never exceeds a capacity, and never chooses an excluded or closed server', () => {
    const words = fc.subarray(['ssd', 'php8', 'gpu'])
    const place = fc.constantFrom('Frankfurt', 'Paris')
    const candidates = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        capacity: fc.integer({ min: 1, max: 5 }),
        used: fc.nat(6),
        placementWeight: fc.constantFrom(0, 1, 50, 100),
        tags: words,
        location: fc.option(place),
        status: fc.constantFrom('online', 'degraded', 'offline'),
        mode: fc.constantFrom('active', 'draining', 'maintenance'),
      }),
      { selector: ({ id }) => id, maxLength: 6 },
    )
    fc.assert(
      fc.property(
        candidates,
        fc.constantFrom('least-utilized', 'fill-first'),
        words,
        fc.option(place),
        (given, policy, tags, location) => {
          const wish = { tags, ...(location === null ? {} : { location }) }
          let servers = given.map((each) => server(each))
          for (let count = 0; count < 12; count += 1) {
            const choice = chooseServer(servers, policy, wish)
            if (choice.server === null) {
              expect(servers.every((each) => whyExcluded(each, wish) !== null)).toBe(true)
              return
            }
            const { id } = choice.server
            expect(whyExcluded(choice.server, wish)).toBeNull()
            if (choice.noRoom !== null) {
              const open = servers.filter((each) => whyExcluded(each, wish) === null)
              expect(open.every((each) => whyNotPlaceable(each) !== null)).toBe(true)
              return
            }
            expect(whyNotPlaceable(choice.server)).toBeNull()
            servers = servers.map((each) => (each.id === id ? { ...each, used: each.used + 1 } : each))
          }
          expect(rankByPolicy(servers.toReversed(), policy, wish)).toEqual(
            rankByPolicy(servers, policy, wish),
          )
        },
      ),
      { seed: 7 },
    )
  })
})
