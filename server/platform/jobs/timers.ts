import { type StartTimer, startSystemTimer } from '#server/platform/clock/index.ts'
import type { Log } from '#server/platform/log/index.ts'

export interface Timers {
  every(name: string, intervalMs: number, handler: () => Promise<void>): void
  /** Starts no more runs, and waits for the current one. */
  stop(): Promise<void>
}

/** Repetition within this process. The interval starts at the end of a run, so that runs never overlap. */
export const timersWith = (log: Log, startTimer: StartTimer = startSystemTimer): Timers => {
  const pending = new Set<() => void>()
  const running = new Set<Promise<void>>()
  let stopped = false

  const schedule = (name: string, intervalMs: number, handler: () => Promise<void>) => {
    if (stopped) return
    const cancel = startTimer(() => {
      pending.delete(cancel)
      const round = runLogged(name, handler).then(() => {
        running.delete(round)
        schedule(name, intervalMs, handler)
      })
      running.add(round)
      return round
    }, intervalMs)
    pending.add(cancel)
  }

  const runLogged = async (name: string, handler: () => Promise<void>) => {
    try {
      await handler()
    } catch (error) {
      log.error({ err: error, timer: name }, 'A repeated task failed. It runs again at the next interval.')
    }
  }

  return {
    every: schedule,
    async stop() {
      stopped = true
      for (const cancel of pending) cancel()
      await Promise.all(running)
    },
  }
}
