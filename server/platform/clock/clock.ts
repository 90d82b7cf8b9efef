/** The source of the current time, so that tests can set it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

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
