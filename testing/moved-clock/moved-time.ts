import type { Clock, StartTimer } from '#server/platform/clock/index.ts'

interface MovedTime {
  readonly clock: Clock
  readonly startTimer: StartTimer
  /**
   * Moves the clock forward. Runs each timer whose time has then come once, as after a machine's sleep, and waits for
   * these runs.
   * @param ms more than 0
   */
  moveForward(ms: number): Promise<void>
}

interface Pending {
  /** By the moved clock. */
  readonly dueAtMs: number
  run(): Promise<void>
}

/** A clock that runs ahead of the system's, and timers that follow it. */
export function movedTime(): MovedTime {
  let aheadMs = 0
  const pending = new Set<Pending>()
  const running = new Set<Promise<void>>()
  const nowMs = () => Date.now() + aheadMs
  return {
    clock: { now: () => new Date(nowMs()) },
    startTimer(run, ms) {
      const timer = setTimeout(() => void entry.run(), ms).unref()
      const cancel = () => {
        clearTimeout(timer)
        pending.delete(entry)
      }
      const entry = {
        dueAtMs: nowMs() + ms,
        async run() {
          cancel()
          const round = run().finally(() => running.delete(round))
          running.add(round)
          await round
        },
      }
      pending.add(entry)
      return cancel
    },
    async moveForward(ms) {
      if (!(ms > 0)) throw new RangeError('The clock moves forward only.')
      // A run that began before the move would wait a whole interval from the new time on.
      while (running.size > 0) await Promise.all(running)
      aheadMs += ms
      const due = [...pending].filter(({ dueAtMs }) => dueAtMs <= nowMs())
      await Promise.all(due.toSorted((one, other) => one.dueAtMs - other.dueAtMs).map((each) => each.run()))
    },
  }
}
