import { expect, test } from 'vitest'
import { pickLocale } from './locale.ts'

test.each([
  [['en-GB', 'en'], 'en-GB'],
  [['de-DE', 'en-AU'], 'en-AU'],
  [['de-DE', 'fr'], 'en'],
  [[], 'en'],
  [['EN-us'], 'EN-us'],
])('picks from %j the first locale in a supported language: %s', (wanted, picked) => {
  expect(pickLocale(wanted, ['en'])).toBe(picked)
})

test('prefers the browser’s locale over the order of our languages', () => {
  expect(pickLocale(['de-AT', 'en-US'], ['en', 'de'])).toBe('de-AT')
})
