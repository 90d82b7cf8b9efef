import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverCapacityLabel } from '#contracts/hosting/messages.ts'
import { type PlacementFacts, rankForPlacement, whyNotPlaceable } from './placement.ts'

const facts = (given: Partial<PlacementFacts> = {}): PlacementFacts => ({
  id: 'a',
  capacity: 10,
  used: 0,
  reserved: 0,
  status: 'online',
  mode: 'active',
  pausedAt: null,
  breaker: 'closed',
  ...given,
})

describe('Whether a server takes a new account', () => {
  it.each([
    ['an active server that is online', {}, null],
    ['one that was not checked yet', { status: 'unchecked' }, null],
    ['a degraded one', { status: 'degraded' }, null],
    ['one with its last slot free', { used: 8, reserved: 1 }, null],
    ['one whose last slot is promised', { used: 9, reserved: 1 }, 'server-full'],
    ['one with more than it may hold, after an adoption', { used: 11 }, 'server-full'],
    ['an offline one', { status: 'offline' }, 'server-offline'],
    ['a draining one', { mode: 'draining' }, 'server-draining'],
    [
      'one in maintenance, before all else',
      { mode: 'maintenance', status: 'offline', used: 10 },
      'server-in-maintenance',
    ],
  ] as const)('is told of %s', (_what, given, code) => {
    expect(whyNotPlaceable(facts(given))?.code ?? null).toBe(code)
  })

  it('is told with a remedy', () => {
    for (const given of [
      { used: 10 },
      { status: 'offline' },
      { mode: 'draining' },
      { mode: 'maintenance' },
    ] as const)
      expect(whyNotPlaceable(facts(given))?.remedy).toMatch(/^Choose another server, or .*Server page\.$/)
  })
})

describe('The ranking of servers', () => {
  const ranked = (...all: PlacementFacts[]) => rankForPlacement(all).map(({ id }) => id)

  it('puts the least utilised first, counting what is promised, by share and not by number', () => {
    expect(
      ranked(
        facts({ id: 'half', capacity: 10, used: 5 }),
        facts({ id: 'large', capacity: 1000, used: 100 }),
        facts({ id: 'promised', capacity: 10, used: 0, reserved: 3 }),
      ),
    ).toEqual(['large', 'promised', 'half'])
  })

  it('prefers what is certain, and puts what takes nothing last', () => {
    expect(
      ranked(
        facts({ id: 'offline', status: 'offline' }),
        facts({ id: 'needs-operator', status: 'needs-operator' }),
        facts({ id: 'unchecked', status: 'unchecked' }),
        facts({ id: 'degraded', status: 'degraded' }),
        facts({ id: 'full', used: 10 }),
        facts({ id: 'online', used: 9 }),
      ),
    ).toEqual(['online', 'degraded', 'unchecked', 'needs-operator', 'full', 'offline'])
  })

  it('is the same whatever the order it is given, loses none, and leads with a refused one only if all are', () => {
    const server = fc.record({
      id: fc.uuid(),
      capacity: fc.integer({ min: 1, max: 1000 }),
      used: fc.nat(1200),
      reserved: fc.nat(50),
      status: fc.constantFrom('unchecked', 'online', 'degraded', 'offline', 'needs-operator'),
      mode: fc.constantFrom('active', 'draining', 'maintenance'),
      pausedAt: fc.constantFrom(null, new Date('2026-03-01')),
      breaker: fc.constantFrom('closed', 'open', 'half-open'),
    })
    fc.assert(
      fc.property(fc.uniqueArray(server, { selector: ({ id }) => id, maxLength: 12 }), (all) => {
        const once = rankForPlacement(all)
        expect(rankForPlacement(all.toReversed())).toEqual(once)
        expect(once.map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id).toSorted())
        const [best] = once
        if (best && whyNotPlaceable(best)) expect(all.every((each) => whyNotPlaceable(each))).toBe(true)
      }),
    )
  })
})

describe('The capacity of a server', () => {
  it.each([
    [{ used: 5, reserved: 0 }, 'Production Server (5/100)'],
    [{ used: 5, reserved: 2 }, 'Production Server (5/100, +2 reserved)'],
    [{ used: 0, reserved: 1 }, 'Production Server (0/100, +1 reserved)'],
    [{ used: 101, reserved: 0 }, 'Production Server (101/100)'],
  ])('is written as %o says', (slots, text) => {
    expect(serverCapacityLabel({ name: 'Production Server', capacity: 100, ...slots })).toBe(text)
  })
})
