import { expect, test } from 'vitest'
import { formatBytes, formatDuration, formatList, formatPercent, formatRelative } from './format.ts'

test('numbers and lengths of time are said in the unit that fits', () => {
  expect(formatBytes(1536)).toBe('1.5 KB')
  expect(formatPercent(0.985)).toBe('98.5%')
  expect(formatDuration(420)).toBe('420 ms')
  expect(formatDuration(1500)).toBe('1.5 sec')
  expect(formatDuration(90_000)).toBe('1.5 min')
  expect(formatList(['a', 'b', 'c'])).toBe('a, b, and c')
})

test('a time is said by its distance', () => {
  const now = Date.UTC(2026, 0, 2)
  expect(formatRelative('2026-01-01T00:00:00Z', now)).toBe('yesterday')
  expect(formatRelative('2026-01-02T02:00:00Z', now)).toBe('in 2 hours')
})
