import { expect, test } from 'vitest'
import * as english from '../words/en/index.ts'
import { pseudoLocale } from './pseudo-locale.ts'
import * as pseudoWords from './pseudo-words.ts'

const catalogue = pseudoLocale({
  save: 'Save',
  strength: ['Weak', 'Good'],
  greeting: (name: string, count: number) => `Hello ${name}, ${count} new`,
  nested: { help: ({ server }: { server: string }) => `On ${server}` },
  none: '',
})

test('accents texts and makes them 40% longer', () => {
  expect(catalogue.save).toBe('⟦Šåṽéöñ⟧')
  expect(catalogue.strength).toEqual(['⟦Ŵéåķöñ⟧', '⟦Ğööđöñ⟧'])
})

test('keeps the values that functions insert', () => {
  expect(catalogue.greeting('Ada', 3)).toMatch(/^⟦Ĥéļļö Ada, 3 ñéŵ.+⟧$/)
  expect(catalogue.nested.help({ server: 'Production' })).toMatch(/^⟦Öñ Production.+⟧$/)
})

test('keeps a text of the catalogue that another text inserts', () => {
  expect(catalogue.greeting(catalogue.save, 1)).toContain('⟦Šåṽéöñ⟧')
})

test('keeps an empty text', () => {
  expect(catalogue.none).toBe('')
})

test('has every part of the catalogue', () => {
  expect(Object.keys(pseudoWords).toSorted()).toEqual(Object.keys(english).toSorted())
})
