import { expect, test } from 'vitest'
import { pickLocale } from './locale.ts'

test.each([
  [['en-GB', 'en'], 'en-GB'],
  [['de-DE', 'en-AU'], 'en-AU'],
  [['de-DE', 'fr'], 'en'],
  [[], 'en'],
  [['EN-us'], 'EN-us'],
])('of %j the first in a spoken language is taken: %s', (wanted, picked) => {
  expect(pickLocale(wanted, ['en'])).toBe(picked)
})

test('a region that is spoken comes before our own preference', () => {
  expect(pickLocale(['de-AT', 'en-US'], ['en', 'de'])).toBe('de-AT')
})
