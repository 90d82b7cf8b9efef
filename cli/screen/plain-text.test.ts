import { expect, it } from 'vitest'
import { plainJson, plainText, widthOf } from './plain-text.ts'
import { type Output, Screen } from './screen.ts'
import { printTable } from './table.ts'

const hostile = [
  ['a color', '\u001b[31mred'],
  ['a clipboard', '\u001b]52;c;cm0gLXJmIC8=\u0007'],
  ['a C1 sequence', '\u009b31m'],
  ['a new line', 'a\nb'],
  ['a carriage return', 'safe\revil'],
  ['a tab', 'a\tb'],
  ['a backspace', 'ab\b\b'],
  ['a reversed text', 'abc\u202efdp.exe'],
  ['isolates', '\u2066x\u2069'],
  ['a line separator', 'a\u2028b'],
] as const

const acts = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u

it.each(hostile)('replaces %s', (_name, text) => {
  expect(plainText(text)).not.toMatch(acts)
  expect(plainText(text)).toContain('\ufffd')
})

it.each(hostile)('escapes %s in JSON, which keeps its value', (_name, text) => {
  const json = plainJson({ text })
  expect(json.replaceAll('\n', '')).not.toMatch(acts)
  expect(JSON.parse(json)).toEqual({ text })
})

it('keeps names in every script', () => {
  for (const name of ['Zoë Müller', '王小明', 'محمد', 'Ἀλέξανδρος', '👩‍💻 Dev'])
    expect(plainText(name)).toBe(name)
})

function tableOn(isTTY: boolean): string {
  let written = ''
  const out: Output = {
    isTTY,
    write(text) {
      written += text
    },
  }
  printTable(
    new Screen({ out, err: out, env: { NO_COLOR: '1' } }),
    ['name', 'id'],
    [
      ['王小明', 1],
      ['\u001b[2Jx\ty', 2],
    ],
  )
  return written
}

it('aligns a table on a terminal by width', () => {
  expect(widthOf('王小明')).toBe(6)
  expect(tableOn(true)).toBe(
    'NAME    ID\n王小明  1\n\ufffd[2Jx\ufffdy  2\n'.replace(
      'NAME    ID\n王小明  1',
      'NAME     ID\n王小明   1',
    ),
  )
})

it('separates values with one tab otherwise, whatever they contain', () => {
  expect(tableOn(false)).toBe('name\tid\n王小明\t1\n\ufffd[2Jx\ufffdy\t2\n')
})
