import type { Log } from '#server/platform/log/index.ts'

export interface Timers {
  every(name: string, intervalMs: number, handler: () => Promise<void>): void
  /** Starts no more runs, and waits for the current one. */
  stop(): Promise<void>
}

/** Repetition within this process. The interval starts at the end of a run, so that runs never overlap. */
export const timersWith = (log: Log): Timers => {
  const pending = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  let stopped = false

  const schedule = (name: string, intervalMs: number, handler: () => Promise<void>) => {
    if (stopped) return
    const timer = setTimeout(() => {
      pending.delete(timer)
      const round = runLogged(name, handler).then(() => {
        running.delete(round)
        schedule(name, intervalMs, handler)
      })
      running.add(round)
    }, intervalMs).unref()
    pending.add(timer)
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
      for (const timer of pending) clearTimeout(timer)
      await Promise.all(running)
    },
  }
}
