import { expect, it } from 'vitest'
import { openPerServer, pauseMsOf } from './pace.ts'
import { openRowsOf, whyPaused } from './waiting.ts'

const dayMs = 86_400_000
const movedAt = new Date('2026-03-01T08:00:00.000Z')
const after = (ms: number) => new Date(movedAt.getTime() + ms)

it('counts the rows on servers in trouble apart', () => {
  const moved_at = movedAt.toISOString()
  const open = openRowsOf([
    { server_id: 'a', count: 12, waiting: 4, settling: 2, in_trouble: true, moved_at },
    {
      server_id: 'b',
      count: 3,
      waiting: 0,
      settling: 0,
      in_trouble: false,
      moved_at: after(5).toISOString(),
    },
  ])
  expect(open).toMatchObject({ total: 15, waiting: 4, stuck: 12, settling: 0, movedAt: after(5) })
  expect([...open.byServer]).toEqual([
    ['a', 12],
    ['b', 3],
  ])
})

it('gives the places of rows that wait for a second lookup to others, but only once', () => {
  const row = { waiting: 0, in_trouble: false, moved_at: movedAt.toISOString() }
  const open = openRowsOf([
    { ...row, server_id: 'a', count: 12, settling: 7 },
    { ...row, server_id: 'b', count: openPerServer + 9, settling: openPerServer + 5 },
  ])
  expect(open).toMatchObject({ total: openPerServer + 21, stuck: 0, settling: openPerServer + 7 })
  expect([...open.byServer]).toEqual([
    ['a', 5],
    ['b', 9],
  ])
})

it.each([
  ['never resumed, short of 24 hours', undefined, dayMs - 1, false],
  ['never resumed, after 24 hours', undefined, dayMs, true],
  ['started before the last change', after(-5).toISOString(), dayMs, true],
  ['resumed after 24 hours', after(dayMs).toISOString(), dayMs, false],
  ['resumed, short of another 24 hours', after(dayMs).toISOString(), 2 * dayMs - 1, false],
  ['resumed, after another 24 hours', after(dayMs).toISOString(), 2 * dayMs, true],
])('pauses work that waits: %s', (_, since, ms, isPaused) => {
  const because = whyPaused({ movedAt, total: 2 }, { now: after(ms), since })
  expect(because !== null).toBe(isPaused)
})

it('pauses no work without open rows', () => {
  expect(whyPaused({ movedAt: null, total: 0 }, { now: movedAt, since: undefined })).toBeNull()
})

it.each([
  ['a row can move', { total: 12, stuck: 11 }, 100],
  ['all rows are on servers in trouble', { total: 12, stuck: 12 }, 2000],
])('polls as often as it can matter: %s', (_, open, ms) => {
  expect(pauseMsOf(open)).toBe(ms)
})
