import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverCapacityLabel } from '#contracts/hosting/messages.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { describeOnBothDatabases } from '#testing/database.ts'
import { type PlacementFacts, placementCode, rankForPlacement, whyNotPlaceable } from './placement.ts'

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

describe('Whether a server accepts a new account', () => {
  it.each([
    ['an active server that is online', {}, null],
    ['one that has not been checked', { status: 'unchecked' }, null],
    ['a degraded one', { status: 'degraded' }, null],
    ['one with its last slot free', { used: 8, reserved: 1 }, null],
    ['one whose last slot is reserved', { used: 9, reserved: 1 }, 'server-full'],
    ['one with more accounts than its capacity, after an adoption', { used: 11 }, 'server-full'],
    ['an offline one', { status: 'offline' }, 'server-offline'],
    ['a draining one', { mode: 'draining' }, 'server-draining'],
    [
      'one in maintenance, before all other reasons',
      { mode: 'maintenance', status: 'offline', used: 10 },
      'server-in-maintenance',
    ],
  ] as const)('is decided for %s', (_what, given, code) => {
    expect(whyNotPlaceable(facts(given))?.code ?? null).toBe(code)
  })

  it('comes with a remedy', () => {
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

  it('puts the least utilized first, counting reserved slots, by share and not by number', () => {
    expect(
      ranked(
        facts({ id: 'half', capacity: 10, used: 5 }),
        facts({ id: 'large', capacity: 1000, used: 100 }),
        facts({ id: 'promised', capacity: 10, used: 0, reserved: 3 }),
      ),
    ).toEqual(['large', 'promised', 'half'])
  })

  it('prefers servers with a certain status, and puts servers that accept no accounts last', () => {
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

  it('does not depend on the input order, loses no server, and starts with a refused one only if all are', () => {
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

describeOnBothDatabases('The rules of placement', (open) => {
  // Few numbers, so that full, nearly full and over capacity all occur.
  const slots = fc.integer({ min: 0, max: 3 })
  const server = fc.record({
    capacity: fc.integer({ min: 1, max: 4 }),
    used: slots,
    reserved: slots,
    status: fc.constantFrom<PlacementFacts['status'][]>(
      'unchecked',
      'online',
      'degraded',
      'offline',
      'needs-operator',
    ),
    mode: fc.constantFrom<PlacementFacts['mode'][]>('active', 'draining', 'maintenance'),
  })

  const everyServer = (['active', 'draining', 'maintenance'] as const).flatMap((mode) =>
    (['unchecked', 'online', 'degraded', 'offline', 'needs-operator'] as const).flatMap((status) =>
      [0, 1, 2].map((used) => ({ capacity: 2, used, reserved: 0, status, mode })),
    ),
  )

  it('are the same in a list and in the statement that takes a slot', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(server, { minLength: 1, maxLength: 300 }), async (all) => {
        const rows = all.map(({ used, reserved, ...row }, id) => ({
          ...row,
          id,
          slots_held: used + reserved,
        }))
        const codes = rowsOf(
          await open().database.db.execute(sql`select ${placementCode} as code
            from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
              as servers (id int, capacity int, slots_held int, status text, mode text) order by id`),
        ).map(({ code }) => code)
        expect(codes).toEqual(all.map((each) => whyNotPlaceable(facts(each))?.code ?? null))
      }),
      { numRuns: 10, seed: 1, examples: [[everyServer]] },
    )
  })
})

describe('The capacity of a server', () => {
  it.each([
    [{ used: 5, reserved: 0 }, 'Production Server (5/100)'],
    [{ used: 5, reserved: 2 }, 'Production Server (5/100, +2 reserved)'],
    [{ used: 0, reserved: 1 }, 'Production Server (0/100, +1 reserved)'],
    [{ used: 101, reserved: 0 }, 'Production Server (101/100)'],
  ])('is shown as in %o', (slots, text) => {
    expect(serverCapacityLabel({ name: 'Production Server', capacity: 100, ...slots })).toBe(text)
  })
})
