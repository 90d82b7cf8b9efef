import { describe, expect, it } from 'vitest'
import { AdaptiveLimit } from './adaptive-limit.ts'

const most = 16
const well = { struggled: false, slowestMs: 100 }
const struggled = { struggled: true, slowestMs: 100 }

/** One run after the other, a second each. */
function recorder(limit: AdaptiveLimit) {
  let nowMs = 0
  return (health: { struggled: boolean; slowestMs: number }, times = 1) => {
    for (let time = 0; time < times; time += 1) {
      const startedAt = nowMs
      nowMs += 1000
      limit.record(health, { startedAt, nowMs, most, atOnce: limit.current(most) })
    }
    return limit.current(most)
  }
}

describe('The adaptive limit of a queue', () => {
  it('begins at four and grows by one with each run that goes well, up to the setting', () => {
    const limit = new AdaptiveLimit()
    const record = recorder(limit)
    expect(limit.current(most)).toBe(4)
    expect(record(well, 3)).toBe(7)
    expect(record(well, 100)).toBe(most)
  })

  it('halves when the panel struggles, never below one, and grows by one per round afterwards', () => {
    const limit = new AdaptiveLimit()
    const record = recorder(limit)
    expect(record(well, 4)).toBe(8)
    expect(record(struggled)).toBe(4)
    expect(record(struggled)).toBe(2)
    expect(record(struggled, 5)).toBe(1)
    expect(record(well)).toBe(2)
    // Two at once are a round of two runs.
    expect(record(well, 2)).toBe(2)
    expect(record(well)).toBe(3)
  })

  it('halves when a call takes three times as long as the fastest, and not for a small difference', () => {
    const limit = new AdaptiveLimit()
    const record = recorder(limit)
    expect(record(well, 4)).toBe(8)
    // Twice as slow, and half a second slower: no sign of overload yet.
    expect(record({ struggled: false, slowestMs: 600 })).toBe(9)
    expect(record({ struggled: false, slowestMs: 601 })).toBe(4)
  })

  it('counts a slow panel as normal after two minutes', () => {
    const limit = new AdaptiveLimit()
    const record = recorder(limit)
    record(well)
    const slow = { struggled: false, slowestMs: 5000 }
    expect(record(slow)).toBe(2)
    record(slow, 130)
    expect(record(slow, 20)).toBeGreaterThan(4)
  })

  it('halves once for the runs that began before it did', () => {
    const limit = new AdaptiveLimit()
    for (let run = 0; run < 4; run += 1)
      limit.record(struggled, { startedAt: 0, nowMs: 1000 + run, most, atOnce: 4 })
    expect(limit.current(most)).toBe(2)
  })

  it('does not grow while less than half of it is used', () => {
    const limit = new AdaptiveLimit()
    for (let run = 0; run < 20; run += 1)
      limit.record(well, { startedAt: run, nowMs: run + 1, most, atOnce: 1 })
    expect(limit.current(most)).toBe(4)
  })

  it('is never more than the setting, nor less than one', () => {
    const limit = new AdaptiveLimit()
    expect(limit.current(3)).toBe(3)
    expect(limit.current(0)).toBe(1)
  })
})
