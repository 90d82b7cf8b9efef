import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { timersWith } from '#server/platform/jobs/timers.ts'
import { createLog } from '#server/platform/log/index.ts'
import { movedTime } from './moved-time.ts'

const log = createLog({ level: 'silent' })
const dayMs = 86_400_000

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-01T09:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('A moved clock', () => {
  it('runs ahead of the system by what it was moved', async () => {
    const { clock, moveForward } = movedTime()
    await moveForward(dayMs)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(clock.now().toISOString()).toBe('2026-03-02T09:00:01.000Z')
    await expect(moveForward(-1)).rejects.toThrow(RangeError)
    await expect(moveForward(Number.NaN)).rejects.toThrow(RangeError)
  })

  it('runs what is due at the new time once before the move has ended, and nothing else', async () => {
    const { clock, startTimer, moveForward } = movedTime()
    const timers = timersWith(log, startTimer)
    const seen: string[] = []
    const note = (name: string) => async () => void seen.push(`${name} ${clock.now().toISOString()}`)
    timers.every('minute', 60_000, note('minute'))
    timers.every('week', 7 * dayMs, note('week'))
    await moveForward(dayMs)
    expect(seen).toEqual(['minute 2026-03-02T09:00:00.000Z'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(seen.at(-1)).toBe('minute 2026-03-02T09:01:00.000Z')
    await moveForward(6 * dayMs)
    expect(seen.slice(2)).toEqual(['minute 2026-03-08T09:01:00.000Z', 'week 2026-03-08T09:01:00.000Z'])
    await timers.stop()
    await moveForward(30 * dayMs)
    expect(seen).toHaveLength(4)
  })

  it('waits for a run that has begun, and runs it again at the new time', async () => {
    const { clock, startTimer, moveForward } = movedTime()
    const timers = timersWith(log, startTimer)
    const began: string[] = []
    const running = Promise.withResolvers<void>()
    timers.every('slow', 60_000, async () => {
      began.push(clock.now().toISOString())
      if (began.length === 1) await running.promise
    })
    await vi.advanceTimersByTimeAsync(60_000)
    const moved = moveForward(dayMs)
    expect(clock.now().toISOString()).toBe('2026-03-01T09:01:00.000Z')
    running.resolve()
    await moved
    expect(began).toEqual(['2026-03-01T09:01:00.000Z', '2026-03-02T09:01:00.000Z'])
  })
})
