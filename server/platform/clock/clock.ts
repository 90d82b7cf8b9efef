/** The source of the current time, so that tests can set it. */
export interface Clock {
  now(): Date
  /**
   * Returns whether the clock was moved in the last `ms` milliseconds, by a monotonic clock. Absent: it is never moved
   * while a process runs.
   */
  movedWithin?(ms: number): boolean
}

/** Time servers correct a clock in steps below this, and slower corrections need no attention. */
const moveToleranceMs = 1000

/**
 * Returns a clock that notices moves at each reading. Also a machine that wakes up from sleep has a moved clock.
 * @param options.monotonicMs never moved by an administrator or a time server
 */
export function noticingClock({
  systemMs = Date.now,
  monotonicMs = () => performance.now(),
}: {
  readonly systemMs?: () => number
  readonly monotonicMs?: () => number
} = {}): Required<Clock> {
  let difference = systemMs() - monotonicMs()
  let movedAt = Number.NEGATIVE_INFINITY
  const read = () => {
    const monotonic = monotonicMs()
    const system = systemMs()
    if (Math.abs(system - monotonic - difference) > moveToleranceMs) movedAt = monotonic
    difference = system - monotonic
    return { system, monotonic }
  }
  return {
    now: () => new Date(read().system),
    movedWithin(ms) {
      return read().monotonic - movedAt < ms
    },
  }
}

export const systemClock: Clock = noticingClock({ systemMs: () => Date.now() })

export interface TestClock extends Clock {
  /** Advances the time. It never moves back. */
  advance(milliseconds: number): void
  /** Sets it back, as an administrator or a time server does. */
  setBack(milliseconds: number): void
}

/** Returns a clock that changes only when it is advanced. @param start ISO 8601, or a Date */
export const testClock = (start: Date | string): TestClock => {
  let time = new Date(start).getTime()
  if (Number.isNaN(time)) throw new RangeError(`${String(start)} is not a valid time.`)
  return {
    now: () => new Date(time),
    advance(milliseconds) {
      if (milliseconds < 0) throw new RangeError('A clock cannot move back.')
      time += milliseconds
    },
    setBack(milliseconds) {
      time -= milliseconds
    },
  }
}
