import { expect, it } from 'vitest'
import { visualRuns } from './text-runs.ts'

it.each([
  ['Latin only', 'Example (2026)', [['Example (2026)', 'main']]],
  [
    'Hebrew with a number',
    'דוד 12',
    [
      ['12', 'main'],
      ['דוד ', 'hebrew'],
    ],
  ],
  [
    'a Hebrew word in a Latin line',
    'A דוד B',
    [
      ['A ', 'main'],
      ['דוד', 'hebrew'],
      [' B', 'main'],
    ],
  ],
  [
    'brackets of a right-to-left line, mirrored',
    'דוד (A)',
    [
      ['(', 'main'],
      ['A', 'main'],
      [')', 'main'],
      ['דוד ', 'hebrew'],
    ],
  ],
  [
    'two scripts',
    'דוד شركة',
    [
      ['شركة', 'arabic'],
      ['דוד ', 'hebrew'],
    ],
  ],
] as const)('orders %s from left to right', (_name, text, runs) => {
  expect(visualRuns(text).map(({ text: part, script }) => [part, script])).toEqual(runs)
})
