import { expect, it } from 'vitest'
import { testClock } from '#server/platform/clock/index.ts'
import { mostRemembered, RecentCounts } from './recent-counts.ts'

it('counts each key for a minute', () => {
  const clock = testClock('2026-03-01T08:00:00Z')
  const counts = new RecentCounts(clock)
  expect([counts.add('a'), counts.add('a'), counts.add('b')]).toEqual([0, 1, 0])
  clock.advance(60_001)
  expect(counts.add('a')).toBe(0)
})

it('forgets the oldest key if there are too many', () => {
  const counts = new RecentCounts(testClock('2026-03-01T08:00:00Z'))
  for (let n = 0; n <= mostRemembered; n += 1) counts.add(`key ${n}`)
  expect(counts.add('key 0')).toBe(0)
  expect(counts.add(`key ${mostRemembered}`)).toBe(1)
})
