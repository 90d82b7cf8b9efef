import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { testClock } from '../clock/index.ts'
import {
  addDays,
  boundary,
  compareDates,
  dateAt,
  daysBetween,
  daysInMonth,
  daysOf,
  type Interval,
  instantOf,
  isTimeZone,
  type LocalDate,
  localDate,
  overlap,
  parseLocalDate,
  periodContaining,
  startOfDay,
  tile,
  today,
} from './index.ts'

const anyDate = fc
  .integer({ min: -40_000, max: 60_000 })
  .map((days) => addDays(localDate('2000-01-01'), days))
const anyInterval = fc.record<Interval>({
  unit: fc.constantFrom('day', 'week', 'month', 'year'),
  count: fc.integer({ min: 1, max: 36 }),
})
const lengthOf = ({ unit, count }: Interval) => ({ [`${unit}s`]: count })
const boundaries = (anchor: string, interval: Interval, ns: readonly number[]) =>
  ns.map((n) => boundary(localDate(anchor), interval, n))

describe('A local date', () => {
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-01-01',
    '',
    '2026-01-01T00:00',
    '0000-01-01',
  ])('is not %j', (text) => {
    expect(parseLocalDate(text)).toBeNull()
    expect(() => localDate(text)).toThrow(RangeError)
  })

  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('is %s', (text) => {
    expect(parseLocalDate(text)).toBe(text)
  })

  it('does not pass the end of the calendar', () => {
    expect(() => addDays(localDate('9999-12-31'), 1)).toThrow(RangeError)
    expect(() => addDays(localDate('0001-01-01'), -1)).toThrow(RangeError)
  })

  it('counts days as Temporal does', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (from, to) => {
        const days = Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days
        expect(daysBetween(from, to)).toBe(days)
        expect(addDays(from, days)).toBe(to)
        expect(Math.sign(compareDates(from, to))).toBe(Temporal.PlainDate.compare(from, to))
      }),
    )
  })

  it.each([
    [2024, 29],
    [2025, 28],
    [1900, 28],
    [2000, 29],
    [2100, 28],
  ])('of February %i has at most day %i', (year, days) => {
    expect(daysInMonth(year, 2)).toBe(days)
  })
})

describe('A boundary', () => {
  const month: Interval = { unit: 'month', count: 1 }
  const year: Interval = { unit: 'year', count: 1 }

  it.each([
    [
      'D1: monthly from the 31st',
      '2017-01-31',
      month,
      ['2017-02-28', '2017-03-31', '2017-04-30', '2017-05-31'],
    ],
    [
      'monthly from the 31st in a leap year',
      '2024-01-31',
      month,
      ['2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31'],
    ],
    ['monthly from the 30th', '2025-01-30', month, ['2025-02-28', '2025-03-30', '2025-04-30', '2025-05-30']],
    ['monthly from the 29th', '2025-01-29', month, ['2025-02-28', '2025-03-29', '2025-04-29', '2025-05-29']],
    [
      'monthly from the 29th in a leap year',
      '2024-01-29',
      month,
      ['2024-02-29', '2024-03-29', '2024-04-29', '2024-05-29'],
    ],
    ['monthly from the 28th', '2025-01-28', month, ['2025-02-28', '2025-03-28', '2025-04-28', '2025-05-28']],
    [
      'monthly from the last of February',
      '2025-02-28',
      month,
      ['2025-03-28', '2025-04-28', '2025-05-28', '2025-06-28'],
    ],
    [
      'monthly over the end of the year',
      '2025-10-31',
      month,
      ['2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28'],
    ],
    [
      'D2: yearly from 29 February',
      '2024-02-29',
      year,
      ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29'],
    ],
    ['yearly from 28 February', '2024-02-28', year, ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-28']],
    [
      'yearly from 29 February over 1900',
      '1896-02-29',
      { unit: 'year', count: 4 },
      ['1900-02-28', '1904-02-29', '1908-02-29', '1912-02-29'],
    ],
    [
      'every 3 months from 30 November',
      '2025-11-30',
      { unit: 'month', count: 3 },
      ['2026-02-28', '2026-05-30', '2026-08-30', '2026-11-30'],
    ],
    [
      'every 6 months from 31 August',
      '2025-08-31',
      { unit: 'month', count: 6 },
      ['2026-02-28', '2026-08-31', '2027-02-28', '2027-08-31'],
    ],
    [
      'every 36 months from 29 February',
      '2024-02-29',
      { unit: 'month', count: 36 },
      ['2027-02-28', '2030-02-28', '2033-02-28', '2036-02-29'],
    ],
    [
      'every 12 months equals yearly',
      '2024-02-29',
      { unit: 'month', count: 12 },
      ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29'],
    ],
    [
      'weekly',
      '2024-02-26',
      { unit: 'week', count: 1 },
      ['2024-03-04', '2024-03-11', '2024-03-18', '2024-03-25'],
    ],
    [
      'every 2 weeks',
      '2025-12-25',
      { unit: 'week', count: 2 },
      ['2026-01-08', '2026-01-22', '2026-02-05', '2026-02-19'],
    ],
    [
      'daily over a leap day',
      '2024-02-27',
      { unit: 'day', count: 1 },
      ['2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02'],
    ],
    [
      'every 30 days',
      '2025-01-31',
      { unit: 'day', count: 30 },
      ['2025-03-02', '2025-04-01', '2025-05-01', '2025-05-31'],
    ],
  ] as const)('of %s', (_name, anchor, interval, expected) => {
    expect(boundaries(anchor, interval, [1, 2, 3, 4])).toEqual(expected)
  })

  it('before the anchor is clamped too', () => {
    expect(boundaries('2025-03-31', month, [-1, -2, -13])).toEqual(['2025-02-28', '2025-01-31', '2024-02-29'])
  })

  it('D1: bounds the period of 31 March to 30 April', () => {
    const period = periodContaining(localDate('2017-01-31'), month, localDate('2017-03-31'))
    expect(period).toEqual({ index: 2, start: '2017-03-31', end: '2017-04-30' })
  })

  it('D2: bounds years of 365, 365, 365 and 366 days', () => {
    const anchor = localDate('2024-02-29')
    const ends = [0, 1, 2, 3].map((n) => ({
      start: boundary(anchor, year, n),
      end: boundary(anchor, year, n + 1),
    }))
    expect(ends.map(daysOf)).toEqual([365, 365, 365, 366])
  })

  it('equals the anchor plus n intervals of Temporal', () => {
    fc.assert(
      fc.property(anyDate, anyInterval, fc.integer({ min: -40, max: 40 }), (anchor, interval, n) => {
        const duration = Temporal.Duration.from({ [`${interval.unit}s`]: interval.count * n })
        expect(boundary(anchor, interval, n)).toBe(Temporal.PlainDate.from(anchor).add(duration).toString())
      }),
    )
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses an interval of %d', (count) => {
    expect(() => boundary(localDate('2026-01-01'), { unit: 'month', count }, 1)).toThrow(RangeError)
  })
})

describe('Periods', () => {
  it('contain their date, begin at a boundary, and the next one begins at their end', () => {
    fc.assert(
      fc.property(anyDate, anyInterval, anyDate, (anchor, interval, date) => {
        const period = periodContaining(anchor, interval, date)
        expect(period.start <= date && date < period.end).toBe(true)
        expect(period.start).toBe(boundary(anchor, interval, period.index))
        expect(periodContaining(anchor, interval, period.end)).toMatchObject({
          index: period.index + 1,
          start: period.end,
        })
      }),
    )
  })

  it('tile a span: no day is missing and none occurs twice (R2)', () => {
    const span = fc.tuple(anyDate, fc.integer({ min: 0, max: 1_500 }))
    fc.assert(
      fc.property(anyDate, anyInterval, span, (anchor, interval, [start, days]) => {
        const end = addDays(start, days)
        const tiles = tile(anchor, interval, { start, end })
        expect(tiles.reduce((sum, { part }) => sum + daysOf(part), 0)).toBe(days)
        let next: LocalDate = start
        for (const { part, whole } of tiles) {
          expect(part.start).toBe(next)
          expect(overlap(part, whole)).toEqual(part)
          next = part.end
        }
        expect(next).toBe(days === 0 ? start : end)
      }),
    )
  })

  it('have a short first and last part where the span does not begin and end at a boundary', () => {
    const span = { start: localDate('2024-05-20'), end: localDate('2024-10-03') }
    expect(tile(localDate('2024-01-01'), { unit: 'month', count: 3 }, span).map(({ part }) => part)).toEqual([
      { start: '2024-05-20', end: '2024-07-01' },
      { start: '2024-07-01', end: '2024-10-01' },
      { start: '2024-10-01', end: '2024-10-03' },
    ])
  })

  it('overlap in their common days only', () => {
    const april = { start: localDate('2026-04-01'), end: localDate('2026-05-01') }
    const may = { start: localDate('2026-05-01'), end: localDate('2026-06-01') }
    expect(overlap(april, may)).toBeNull()
    expect(overlap(april, { start: localDate('2026-04-30'), end: localDate('2027-01-01') })).toEqual({
      start: '2026-04-30',
      end: '2026-05-01',
    })
  })

  it('have the lengths of Temporal', () => {
    fc.assert(
      fc.property(anyDate, anyInterval, (anchor, interval) => {
        const end = Temporal.PlainDate.from(anchor).add(lengthOf(interval))
        expect(daysOf(periodContaining(anchor, interval, anchor))).toBe(
          Temporal.PlainDate.from(anchor).until(end, { largestUnit: 'days' }).days,
        )
      }),
    )
  })
})

describe('Local time', () => {
  const instant = (zone: string, date: string, time: string) =>
    instantOf(zone, localDate(date), time).toISOString()

  it.each([
    ['D27: quarterly in summer', 'America/New_York', '2026-08-05', '06:00', '2026-08-05T10:00:00.000Z'],
    [
      'D27: the next quarter is in winter',
      'America/New_York',
      '2026-11-05',
      '06:00',
      '2026-11-05T11:00:00.000Z',
    ],
    ['the quarter after that', 'America/New_York', '2027-02-05', '06:00', '2027-02-05T11:00:00.000Z'],
    ['and back in summer', 'America/New_York', '2027-05-05', '06:00', '2027-05-05T10:00:00.000Z'],
    ['south of the equator', 'Australia/Sydney', '2026-01-05', '06:00', '2026-01-04T19:00:00.000Z'],
    ['a zone without daylight saving', 'Asia/Kolkata', '2026-07-01', '00:00', '2026-06-30T18:30:00.000Z'],
    ['a skipped time moves forward', 'Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['a repeated time is the first one', 'Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['a skipped midnight', 'America/Santiago', '2026-09-06', '00:00', '2026-09-06T04:00:00.000Z'],
    ['a change of half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
  ])('is derived again for each date: %s', (_name, zone, date, time, expected) => {
    expect(instant(zone, date, time)).toBe(expected)
  })

  it('D27: follows the boundary of each quarter', () => {
    const on = boundary(localDate('2026-08-05'), { unit: 'month', count: 3 }, 1)
    expect(instantOf('America/New_York', on, '06:00').toISOString()).toBe('2026-11-05T11:00:00.000Z')
  })

  it('decides the date by the zone', () => {
    const clock = testClock('2026-12-31T23:30:00Z')
    expect(today('UTC', clock)).toBe('2026-12-31')
    expect(today('Europe/Berlin', clock)).toBe('2027-01-01')
    expect(dateAt('America/Los_Angeles', clock.now())).toBe('2026-12-31')
    expect(dateAt('Pacific/Kiritimati', new Date('2026-12-31T10:00:00Z'))).toBe('2027-01-01')
  })

  it('begins a day at midnight, or later if midnight is skipped', () => {
    expect(startOfDay('Europe/Berlin', localDate('2026-03-29')).toISOString()).toBe(
      '2026-03-28T23:00:00.000Z',
    )
    expect(startOfDay('America/Santiago', localDate('2026-09-06')).toISOString()).toBe(
      '2026-09-06T04:00:00.000Z',
    )
  })

  it('knows the names of time zones', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true)
    expect(isTimeZone('Europe/Bonn')).toBe(false)
  })
})
