import { expect, it } from 'vitest'
import { liveThrough } from './history.ts'

const hourMs = 3_600_000

/** A server that records its clock and is checked at once; `busy` says whether an operation is at work. */
function fakePast(days: number) {
  const moves: number[] = []
  const faults: [name: string, behindMs: number][] = []
  let busy = false
  const work = () => {
    busy = true
  }
  const behindMs = () => moves.at(-1) ?? 0
  const panel = (name: string) => ({ addFault: () => void faults.push([name, behindMs()]) })
  const past = {
    days,
    application: {
      async setBehind(next: number) {
        if (busy) throw new Error('The clock moved while an operation was at work.')
        moves.push(next)
      },
    },
    client: {
      async get<T>(path: string, schema: { parse: (value: unknown) => T }): Promise<T> {
        if (!path.startsWith('/operations'))
          return schema.parse({ items: [{ lastCheckedAt: new Date(Date.now() - behindMs()).toISOString() }] })
        const items = busy ? [{ id: 'at work' }] : []
        busy = false
        return schema.parse({ items })
      },
    },
    panels: new Map((['Oslo', 'Frankfurt 1', 'Frankfurt 2'] as const).map((name) => [name, panel(name)])),
  }
  return { past, moves, faults, work }
}

it('moves the clock forwards to now, in steps as fine as the health strip', async () => {
  const { past, moves, faults, work } = fakePast(21)
  const days: number[] = []
  await liveThrough(past, async (day) => {
    days.push(day)
    work()
  })
  expect(days).toEqual(Array.from({ length: 21 }, (_, day) => day))
  expect(moves).toEqual(moves.toSorted((a, b) => b - a))
  expect(moves.at(-1)).toBe(0)
  // 14 days in one step each, 6 days in 8 steps, the last day in 48, and now.
  expect(moves).toHaveLength(14 + 6 * 8 + 48 + 1)
  expect(faults.map(([name]) => name)).toEqual(['Oslo', 'Frankfurt 2', 'Frankfurt 1'])
})

it('begins now if there is no history', async () => {
  const { past, moves } = fakePast(0)
  await liveThrough(past, () => Promise.reject(new Error('There are no days.')))
  expect(moves).toEqual([0])
})

it('lets each outage begin in its step', async () => {
  const { past, faults } = fakePast(21)
  await liveThrough(past, async () => {})
  const oslo = faults.find(([name]) => name === 'Oslo')?.[1] ?? 0
  expect(oslo / hourMs).toBeCloseTo(78, 5)
})
