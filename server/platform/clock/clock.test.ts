import { afterEach, describe, expect, it, vi } from 'vitest'
import { newId, noticingClock, testClock } from './index.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('Ids', () => {
  it('are UUIDs of version 7 that contain the time', () => {
    const before = Date.now()
    const id = newId()
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const time = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    expect(time).toBeGreaterThanOrEqual(before)
  })

  it('sort in the order of their creation, even 10,000 in a millisecond', () => {
    vi.useFakeTimers({ now: Date.now() + 60_000 })
    const ids = Array.from({ length: 10_000 }, newId)
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('still sort correctly when the system clock moves back', () => {
    vi.useFakeTimers({ now: Date.now() + 120_000 })
    const first = newId()
    vi.setSystemTime(Date.now() - 60_000)
    expect(newId() > first).toBe(true)
  })
})

describe('A test clock', () => {
  it('stands still until it is advanced', () => {
    const clock = testClock('2026-01-01T00:00:00Z')
    expect(clock.now()).toEqual(clock.now())
    clock.advance(1_500)
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:01.500Z')
  })

  it('does not move back, and accepts only valid times', () => {
    expect(() => testClock(new Date()).advance(-1)).toThrow(RangeError)
    expect(() => testClock('yesterday')).toThrow(RangeError)
  })
})

describe('A clock that notices moves', () => {
  const opened = () => {
    const time = { systemMs: 1_000_000, monotonicMs: 500 }
    const clock = noticingClock({ systemMs: () => time.systemMs, monotonicMs: () => time.monotonicMs })
    const pass = (ms: number) => {
      time.systemMs += ms
      time.monotonicMs += ms
    }
    return { time, clock, pass }
  }

  it.each([3 * 86_400_000, -5 * 3_600_000])('reports a move by %i ms for the given time', (moveMs) => {
    const { time, clock, pass } = opened()
    pass(60_000)
    expect(clock.movedWithin(45_000)).toBe(false)
    time.systemMs += moveMs
    expect(clock.now().getTime()).toBe(time.systemMs)
    pass(44_999)
    expect(clock.movedWithin(45_000)).toBe(true)
    pass(1)
    expect(clock.movedWithin(45_000)).toBe(false)
  })

  it('takes small corrections of a time server for no move', () => {
    const { time, clock, pass } = opened()
    for (let second = 0; second < 3600; second += 1) {
      pass(1000)
      time.systemMs += 1
      expect(clock.movedWithin(45_000)).toBe(false)
    }
  })
})
