import { describe, expect, it } from 'vitest'
import { csvLines } from './lines.ts'

describe('A line of CSV', () => {
  it.each([
    ['plain values', ['Ada', 7, true, null, ''], 'Ada,7,true,,\r\n'],
    ['separators and quotes', ['a,b', 'a;b', 'a"b'], '"a,b","a;b","a""b"\r\n'],
    ['line ends', ['a\nb', 'a\rb', 'a\r\nb'], '"a\nb","a\rb","a\r\nb"\r\n'],
    ['white space at either end', [' a', 'a ', 'a b'], '" a","a ",a b\r\n'],
    ['formulas', ['=1+1', '+1', '-1', '@SUM(A1)', '|x'], "'=1+1,'+1,'-1,'@SUM(A1),|x\r\n"],
    ['formulas after white space', [' =1', '\t=1', '\u00a0=1'], "' =1,'\t=1,'\u00a0=1\r\n"],
    ['negative numbers', [-1], "'-1\r\n"],
  ])('holds %s', (_, values, line) => {
    expect(csvLines([values])).toBe(line)
  })

  it('uses the requested separator, and quotes the others', () => {
    const row = ['a,b', 'a;b', 'c']
    expect(csvLines([row], 'semicolon')).toBe('"a,b";"a;b";c\r\n')
    expect(csvLines([row], 'tab')).toBe('"a,b"\t"a;b"\tc\r\n')
  })

  it('keeps the line break of the line before it', () => {
    expect(csvLines([['a'], ['b']])).toBe('a\r\nb\r\n')
    expect(csvLines([])).toBe('')
  })
})
