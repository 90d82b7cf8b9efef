import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTimeZone } from '#server/platform/calendar/index.ts'
import { lastDays } from './days.ts'

const days = (timeZone: string, now: string, count: number) =>
  lastDays(timeZone, new Date(now), count).map(({ day, startsAt }) => [day, startsAt.toISOString()])

describe('The last days in a time zone', () => {
  it.each([
    [
      'UTC',
      '2026-03-01T08:00:00Z',
      [
        ['2026-02-28', '2026-02-28T00:00:00.000Z'],
        ['2026-03-01', '2026-03-01T00:00:00.000Z'],
      ],
    ],
    [
      'America/New_York',
      '2026-03-01T04:59:00Z',
      [
        ['2026-02-27', '2026-02-27T05:00:00.000Z'],
        ['2026-02-28', '2026-02-28T05:00:00.000Z'],
      ],
    ],
    [
      // The clock went forward at 01:00 UTC on the 29th, so that day has 23 hours.
      'Europe/Berlin',
      '2026-03-30T12:00:00Z',
      [
        ['2026-03-29', '2026-03-28T23:00:00.000Z'],
        ['2026-03-30', '2026-03-29T22:00:00.000Z'],
      ],
    ],
    [
      'Asia/Kathmandu',
      '2026-03-01T18:15:00Z',
      [
        ['2026-03-01', '2026-02-28T18:15:00.000Z'],
        ['2026-03-02', '2026-03-01T18:15:00.000Z'],
      ],
    ],
    [
      // The clock jumps from 23:59 to 01:00, so the day begins at 01:00.
      'Africa/Cairo',
      '2026-04-24T12:00:00Z',
      [
        ['2026-04-23', '2026-04-22T22:00:00.000Z'],
        ['2026-04-24', '2026-04-23T22:00:00.000Z'],
      ],
    ],
    [
      // The clock goes back from 01:00 to midnight, so the day begins at the first of two midnights.
      'Asia/Hebron',
      '2015-10-23T12:00:00Z',
      [
        ['2015-10-22', '2015-10-21T21:00:00.000Z'],
        ['2015-10-23', '2015-10-22T21:00:00.000Z'],
      ],
    ],
  ])('in %s at %s', (zone, now, expected) => {
    expect(days(zone, now, 2)).toEqual(expected)
  })

  it('are consecutive, each 23 to 25 hours long, and the last one has begun', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Tehran'),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        (timeZone, now) => {
          const list = lastDays(timeZone, now, 9)
          const lengths = list.slice(1).map(({ startsAt }, index) => {
            const before = list[index]?.startsAt ?? now
            return (startsAt.getTime() - before.getTime()) / 3_600_000
          })
          const last = list.at(-1)?.startsAt ?? now
          return (
            lengths.every((hours) => hours >= 22.9 && hours <= 25.1) &&
            last <= now &&
            now.getTime() - last.getTime() < 25.1 * 3_600_000
          )
        },
      ),
    )
  })

  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Mars/Olympus', false],
    ['', false],
    ['2026-01-01T00:00[Europe/Berlin]', false],
  ])('accept a time zone name: %j is %j', (name, known) => {
    expect(isTimeZone(name)).toBe(known)
  })
})
