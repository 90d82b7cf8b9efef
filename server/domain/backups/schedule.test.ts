import { describe, expect, it } from 'vitest'
import { keptTimes, newestDue, nextDue } from './schedule.ts'

const at = (text: string) => new Date(`${text}Z`)

describe('The schedule of backups', () => {
  it.each([
    [[150], '2026-03-01T02:29:59', '2026-02-28T02:30:00'],
    [[150], '2026-03-01T02:30:00', '2026-03-01T02:30:00'],
    [[150, 870], '2026-03-01T14:29:00', '2026-03-01T02:30:00'],
    [[150, 870], '2026-03-01T14:30:00', '2026-03-01T14:30:00'],
    [[150, 870], '2026-03-01T00:00:00', '2026-02-28T14:30:00'],
  ])('with the minutes %j was due last, at %s, at %s', (minutes, now, due) => {
    expect(newestDue(minutes, at(now))).toEqual(at(due))
  })

  it.each([
    [[150], '2026-03-01T02:29:59', '2026-03-01T02:30:00'],
    [[150], '2026-03-01T02:30:00', '2026-03-02T02:30:00'],
    [[150, 870], '2026-03-01T03:00:00', '2026-03-01T14:30:00'],
    [[150, 870], '2026-02-28T15:00:00', '2026-03-01T02:30:00'],
  ])('with the minutes %j is due next, at %s, at %s', (minutes, now, due) => {
    expect(nextDue(minutes, at(now))).toEqual(at(due))
  })
})

describe('The retention of backups', () => {
  const kept = (times: readonly string[], retention: { daily: number; weekly: number; monthly: number }) => {
    const found = keptTimes(times.map(at), retention)
    return times.filter((time) => found.has(at(time).getTime()))
  }

  it('keeps the newest of each day', () => {
    const times = ['2026-03-03T14:00', '2026-03-03T02:00', '2026-03-02T14:00', '2026-03-01T14:00']
    expect(kept(times, { daily: 2, weekly: 0, monthly: 0 })).toEqual(['2026-03-03T14:00', '2026-03-02T14:00'])
  })

  it('counts days that have a backup, so a pause of the application deletes nothing', () => {
    const times = ['2026-03-03T02:00', '2025-12-24T02:00', '2025-06-01T02:00']
    expect(kept(times, { daily: 2, weekly: 0, monthly: 0 })).toEqual(['2026-03-03T02:00', '2025-12-24T02:00'])
  })

  it('keeps the newest of each week, which begins on Monday, and of each month', () => {
    // 2026-03-01 is a Sunday.
    const times = ['2026-03-02T02:00', '2026-03-01T02:00', '2026-02-28T02:00', '2026-02-22T02:00']
    expect(kept(times, { daily: 1, weekly: 2, monthly: 0 })).toEqual(['2026-03-02T02:00', '2026-03-01T02:00'])
    expect(kept(times, { daily: 1, weekly: 0, monthly: 2 })).toEqual(['2026-03-02T02:00', '2026-02-28T02:00'])
  })

  it('always keeps the newest one', () => {
    expect(kept(['2026-03-02T02:00'], { daily: 0, weekly: 0, monthly: 0 })).toEqual(['2026-03-02T02:00'])
  })

  it('keeps two years as 7 days, 4 weeks and 12 months', () => {
    const times = Array.from({ length: 730 }, (_, day) =>
      new Date(at('2026-03-31T02:30:00').getTime() - day * 86_400_000).toISOString().slice(0, 19),
    )
    const found = kept(times, { daily: 7, weekly: 4, monthly: 12 })
    expect(found.slice(0, 7)).toEqual(times.slice(0, 7))
    expect(found.filter((time) => /-(28|29|30|31)T/.test(time)).length).toBeGreaterThanOrEqual(12)
    expect(found.length).toBeLessThanOrEqual(7 + 4 + 12)
  })
})
