/** A day of the calendar somewhere, and the instant at which it begins there. */
export interface Day {
  /** e.g. 2026-11-23 */
  readonly day: string
  readonly startsAt: Date
}

const dayMs = 86_400_000

/** @returns null where no such zone is known */
export function zoneOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch {
    return null
  }
}

/** What a clock on the wall shows there, as if it were UTC. */
function wallMs(zone: Intl.DateTimeFormat, at: number): number {
  const parts = Object.fromEntries(zone.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** The first instant of a day there. Twice: the first guess may lie on the other side of a change of the clock. */
function startOf(zone: Intl.DateTimeFormat, midnight: number): number {
  const offsetAt = (at: number) => wallMs(zone, at) - at
  const guess = midnight - offsetAt(midnight)
  const start = midnight - offsetAt(guess)
  // Where the clock jumps over midnight the day begins with the jump.
  return wallMs(zone, start) < midnight ? start + (midnight - wallMs(zone, start)) : start
}

/** The last `count` days there, oldest first, up to the one that `now` is in; 23 or 25 hours where clocks change. */
export function lastDays(zone: Intl.DateTimeFormat, now: Date, count: number): Day[] {
  const wall = wallMs(zone, Math.floor(now.getTime() / 1000) * 1000)
  const today = Math.floor(wall / dayMs) * dayMs
  return Array.from({ length: count }, (_, index) => {
    const midnight = today - (count - 1 - index) * dayMs
    return {
      day: new Date(midnight).toISOString().slice(0, 10),
      startsAt: new Date(startOf(zone, midnight)),
    }
  })
}
