import { expect, it } from 'vitest'
import { usualSeparator } from './csv-separator.ts'

it.each([
  [['de-DE'], 'semicolon'],
  [['fr-FR', 'en'], 'semicolon'],
  [['pt-BR'], 'semicolon'],
  [['en-GB', 'de'], 'comma'],
  [['de-CH'], 'comma'],
  [['ja-JP'], 'comma'],
] as const)('spreadsheets of %j separate columns by %s', (languages, separator) => {
  expect(usualSeparator(languages)).toBe(separator)
})
