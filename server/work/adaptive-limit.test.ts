import { describe, expect, it } from 'vitest'
import { AdaptiveLimit } from './adaptive-limit.ts'
import type { QueueHealth } from './contract.ts'

const most = 64
const well = { struggled: false, slowestMs: 100, ownMs: 0 }
const struggled = { struggled: true, slowestMs: 100, ownMs: 0 }

/** Runs one operation after the other, one second each. */
function recorder(limit: AdaptiveLimit) {
  let nowMs = 0
  return (health: QueueHealth, times = 1) => {
    for (let time = 0; time < times; time += 1) {
      const startedAt = nowMs
      nowMs += 1000
      limit.record(health, { startedAt, nowMs, most, atOnce: limit.current(most) })
    }
    return limit.current(most)
  }
}

describe('The adaptive limit of a queue', () => {
  it('starts at sixteen, grows by one with each successful run, and stops at the setting', () => {
    const limit = new AdaptiveLimit()
    const record = recorder(limit)
    expect(limit.current(most)).toBe(16)
    expect(record(well, 3)).toBe(19)
    expect(record(well, 100)).toBe(most)
  })

  it('halves when the panel is overloaded, never falls below one, then grows by one per round', () => {
    const limit = new AdaptiveLimit()
    const record = recorder(limit)
    expect(record(well, 4)).toBe(20)
    expect(record(struggled)).toBe(10)
    expect(record(struggled)).toBe(5)
    expect(record(struggled, 5)).toBe(1)
    expect(record(well)).toBe(2)
    // With two at once, two runs are one round.
    expect(record(well, 2)).toBe(2)
    expect(record(well)).toBe(3)
  })

  it('halves when a call takes three times as long as the fastest, but not after a small difference', () => {
    const limit = new AdaptiveLimit()
    const record = recorder(limit)
    expect(record(well, 4)).toBe(20)
    // Half a second slower is not yet a sign of overload.
    expect(record({ ...well, slowestMs: 600 }, 2)).toBe(22)
    expect(record({ ...well, slowestMs: 601 }, 2)).toBe(11)
  })

  it('ignores a single slow call between fast ones', () => {
    const record = recorder(new AdaptiveLimit())
    expect(record(well, 4)).toBe(20)
    for (let time = 0; time < 4; time += 1) {
      record({ ...well, slowestMs: 5000 })
      record(well)
    }
    expect(record(well, 4)).toBe(28)
  })

  it('does not count work of its own process as slowness of the panel', () => {
    const record = recorder(new AdaptiveLimit())
    expect(record(well, 4)).toBe(20)
    expect(record({ ...well, slowestMs: 900, ownMs: 300 }, 8)).toBe(28)
    expect(record({ ...well, slowestMs: 900, ownMs: 299 }, 2)).toBe(14)
  })

  it('accepts a slow panel as normal after two minutes', () => {
    const limit = new AdaptiveLimit()
    const record = recorder(limit)
    record(well)
    const slow = { ...well, slowestMs: 5000 }
    expect(record(slow, 2)).toBe(8)
    record(slow, 130)
    expect(record(slow, 20)).toBeGreaterThan(4)
  })

  it('halves once for the runs that began before the decrease', () => {
    const limit = new AdaptiveLimit()
    for (let run = 0; run < 4; run += 1)
      limit.record(struggled, { startedAt: 0, nowMs: 1000 + run, most, atOnce: 16 })
    expect(limit.current(most)).toBe(8)
  })

  it('does not grow while less than half of it is in use', () => {
    const limit = new AdaptiveLimit()
    for (let run = 0; run < 20; run += 1)
      limit.record(well, { startedAt: run, nowMs: run + 1, most, atOnce: 1 })
    expect(limit.current(most)).toBe(16)
  })

  it('never exceeds the setting and never falls below one', () => {
    const limit = new AdaptiveLimit()
    expect(limit.current(3)).toBe(3)
    expect(limit.current(0)).toBe(1)
  })
})
