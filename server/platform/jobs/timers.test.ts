import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '#server/platform/log/index.ts'
import { timersWith } from './timers.ts'

const lines: string[] = []
const log = createLog({ level: 'info', destination: { write: (line: string) => lines.push(line) } })

beforeEach(() => {
  lines.length = 0
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('A repeated task', () => {
  it('runs at every interval, and not after it was stopped', async () => {
    const timers = timersWith(log)
    const task = vi.fn(async () => {})
    timers.every('task', 1_000, task)
    await vi.advanceTimersByTimeAsync(3_500)
    expect(task).toHaveBeenCalledTimes(3)
    await timers.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(task).toHaveBeenCalledTimes(3)
  })

  it('never runs twice at once', async () => {
    const timers = timersWith(log)
    const first = Promise.withResolvers<void>()
    const task = vi.fn(() => first.promise)
    timers.every('task', 1_000, task)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(task).toHaveBeenCalledTimes(1)
    first.resolve()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(task).toHaveBeenCalledTimes(2)
  })

  it('continues after a failure, and logs the reason', async () => {
    const timers = timersWith(log)
    const task = vi.fn(async () => {
      throw new Error('Not today.')
    })
    timers.every('clean.up', 1_000, task)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(task).toHaveBeenCalledTimes(2)
    expect(lines[0]).toContain('Not today.')
    expect(lines[0]).toContain('clean.up')
  })

  it('finishes its current run when it is stopped', async () => {
    const timers = timersWith(log)
    const work = Promise.withResolvers<void>()
    timers.every('task', 1_000, () => work.promise)
    await vi.advanceTimersByTimeAsync(1_000)
    let stopped = false
    const stopping = timers.stop().then(() => {
      stopped = true
    })
    await vi.advanceTimersByTimeAsync(0)
    expect(stopped).toBe(false)
    work.resolve()
    await stopping
    expect(vi.getTimerCount()).toBe(0)
  })
})
