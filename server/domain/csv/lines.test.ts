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
    [
      'full-width signs',
      ['＝1', '＋1', '－1', '＠SUM(A1)', '﹢1', '﹣1', '﹦1', '﹫A', '⁼1', '⁺1', '−1'],
      "'＝1,'＋1,'－1,'＠SUM(A1),'﹢1,'﹣1,'﹦1,'﹫A,'⁼1,'⁺1,'−1\r\n",
    ],
    ['negative numbers', [-1], "'-1\r\n"],
  ])('holds %s', (_, values, line) => {
    expect(csvLines([values])).toBe(line)
  })

  it.each([
    ...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u180e', '\u034f', '\u3164', '\u2800'],
    ...['\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069', '\u061c', '\ufe0f', '\u{e0001}'],
    ...['\u00a0', '\u3000', '\u2007', '\u2028', '\u0085', '\u0000', '\u0008', '\u001b', '\u007f', '\t', '\r'],
    ...['\u0301', '\ud800'],
  ])('neutralizes a formula after the invisible character %j', (hidden) => {
    for (const sign of '=+-@＝＋－＠') {
      expect(csvLines([[`${hidden}${sign}1+1`]])).toMatch(/^"?'/)
      expect(csvLines([[`${hidden} ${hidden}${sign}1+1`]])).toMatch(/^"?'/)
    }
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
