import { expect, test } from 'vitest'
import { pluralIn } from './plural.ts'

test.each([
  [0, '0 accounts'],
  [1, '1 account'],
  [2, '2 accounts'],
  [1005, '1005 accounts'],
])('counts %i in English', (count, text) => {
  expect(pluralIn('en')(count, { one: '# account', other: '# accounts' })).toBe(text)
})

test.each([
  [1, '1 konto'],
  [3, '3 konta'],
  [5, '5 kont'],
  [22, '22 konta'],
])('counts %i in a language with more forms', (count, text) => {
  const forms = { one: '# konto', few: '# konta', many: '# kont', other: '# konta' }
  expect(pluralIn('pl')(count, forms)).toBe(text)
})

test('uses the form "other" if the form of a count is missing', () => {
  expect(pluralIn('pl')(5, { one: '# konto', other: '# kont' })).toBe('5 kont')
})
