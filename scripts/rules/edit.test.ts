import { describe, expect, it } from 'vitest'
import { applyEdit, countOf } from './edit.ts'

const edit = (find: string, replace = 'X') => ({ file: 'a.ts', find, replace })

describe('An edit that disables a rule', () => {
  it.each([
    ['on one line', 'a(); f(one, two); b()', 'a(); X; b()'],
    ['broken into lines', 'a(); f(\n  one,\n  two,\n); b()', 'a(); X; b()'],
    ['indented otherwise', 'a();\n      f(one,\n   two); b()', 'a();\n      X; b()'],
  ])('finds its text %s', (_, text, expected) => {
    expect(applyEdit(text, edit('f(one, two)'))).toBe(expected)
  })

  it('finds text that is broken into lines in joined lines', () => {
    expect(applyEdit('f({ a: 1, b })', edit('{\n  a: 1,\n  b,\n}'))).toBe('f(X)')
  })

  it('takes a comma with it if its text ends with one', () => {
    expect(applyEdit('[ one, two, three ]', edit('two,', ''))).toBe('[ one,  three ]')
    expect(applyEdit('[\n  one,\n  two,\n]', edit('two,', ''))).toBe('[\n  one,\n  \n]')
  })

  it('refuses text that occurs more than once, or not at all', () => {
    expect(() => applyEdit('f(one)\nf(\n  one,\n)', edit('f(one)'))).toThrow(
      'a.ts has the text to replace 2 times',
    )
    expect(() => applyEdit('g(one)', edit('f(one)'))).toThrow('0 times')
    expect(countOf('aaa', 'aa')).toBe(2)
    expect(countOf('text', ' ')).toBe(0)
  })
})
