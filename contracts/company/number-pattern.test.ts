import { expect, it } from 'vitest'
import { documentNumber, problemOfPattern } from './number-pattern.ts'

it.each([
  ['INV-{year}-{number:5}', { year: 2026, number: 42 }, 'INV-2026-00042'],
  ['{number}', { year: 2026, number: 42 }, '42'],
  ['R{year}/{number:3}', { year: 2026, number: 12_345 }, 'R2026/12345'],
])('%s is %j as %s', (pattern, at, expected) => {
  expect(problemOfPattern(pattern, false)).toBeNull()
  expect(documentNumber(pattern, at)).toBe(expected)
})

it.each([
  ['INV-{year}', false, 'must contain the number once'],
  ['{number}-{number}', false, 'must contain the number once'],
  ['INV-{number:5}', true, 'must contain {year}'],
  ['{year}-{year}-{number}', false, 'can contain {year} once'],
  ['{year:2}-{number}', false, 'without digits'],
  ['{year}{number:5}', false, 'Put a character'],
  ['R2{number:5}', false, 'Put a character'],
  ['INV {number:5}', false, 'can contain letters'],
  ['<{number:5}>', false, 'can contain letters'],
  ['{nummer}-{number}', false, 'can contain letters'],
])('%s (restarts yearly: %s) is refused: %s', (pattern, restarts, reason) => {
  expect(problemOfPattern(pattern, restarts)).toContain(reason)
})
