import { expect, test } from 'vitest'
import { pickLocale } from './locale.ts'

test.each([
  [['en-GB', 'en'], 'en-GB'],
  [['de-DE', 'en-AU'], 'en-AU'],
  [['de-DE', 'fr'], 'en'],
  [[], 'en'],
  [['EN-us'], 'EN-us'],
])('picks from %j the first locale in the language of the catalogue: %s', (wanted, picked) => {
  expect(pickLocale(wanted, 'en')).toBe(picked)
})
