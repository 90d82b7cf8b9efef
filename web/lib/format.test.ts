import { expect, test } from 'vitest'
import {
  formatBytes,
  formatClock,
  formatDateTime,
  formatDuration,
  formatFullTime,
  formatList,
  formatPercent,
  formatRelative,
  formatStepTime,
} from './format.ts'

/** Locales put narrow spaces between a time and its AM or PM. */
const plain = (text: string) => text.replaceAll(/\s/gu, ' ')

test('formats numbers and bytes in the unit that fits', () => {
  expect(formatBytes(1536)).toBe('1.5 KB')
  expect(formatPercent(0.985)).toBe('98.5%')
  expect(formatList(['a', 'b', 'c'])).toBe('a, b, and c')
})

test.each([
  [0, '-'],
  [0.4, '-'],
  [12.4, '12 ms'],
  [420, '420 ms'],
  [999.6, '1 s'],
  [3460, '3.5 s'],
  [42_400, '42 s'],
  [59_600, '1 min'],
  [90_000, '1.5 min'],
  [239_000, '4 min'],
  [5_400_000, '1.5 h'],
  [86_400_000 * 12, '12 d'],
])('formats a duration of %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('shows seconds in timelines and tooltips only', () => {
  const iso = '2026-11-24T09:30:05.000Z'
  expect(formatDateTime(iso)).toMatch(/:30/)
  expect(formatDateTime(iso)).not.toMatch(/:05/)
  for (const format of [formatClock, formatStepTime, formatFullTime]) expect(format(iso)).toMatch(/:30:05/)
})

test('names the time zone in the full time', () => {
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(new Date('2026-11-24T09:30:05.000Z'))
    .find(({ type }) => type === 'timeZoneName')
  expect(plain(formatFullTime('2026-11-24T09:30:05.000Z'))).toContain(zone?.value)
})

test('formats a time by its distance, without seconds', () => {
  const now = Date.UTC(2026, 0, 2)
  expect(formatRelative('2026-01-01T00:00:00Z', now)).toBe('yesterday')
  expect(formatRelative('2026-01-02T02:00:00Z', now)).toBe('in 2 hours')
  expect(formatRelative('2026-01-01T23:59:18Z', now)).toBe('just now')
  expect(formatRelative('2026-01-02T00:00:42Z', now)).toBe('in under a minute')
})
