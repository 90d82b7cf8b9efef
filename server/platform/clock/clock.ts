/** Where the time comes from, so that tests can say what time it is. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export interface TestClock extends Clock {
  /** Moves the time on; never back. */
  advance(milliseconds: number): void
  /** Sets it back, as an administrator or a time server does. */
  setBack(milliseconds: number): void
}

/** A clock that stands still until it is told otherwise. @param start ISO 8601, or a Date */
export const testClock = (start: Date | string): TestClock => {
  let time = new Date(start).getTime()
  if (Number.isNaN(time)) throw new RangeError(`${String(start)} is not a time.`)
  return {
    now: () => new Date(time),
    advance(milliseconds) {
      if (milliseconds < 0) throw new RangeError('A clock does not run backwards.')
      time += milliseconds
    },
    setBack(milliseconds) {
      time -= milliseconds
    },
  }
}
