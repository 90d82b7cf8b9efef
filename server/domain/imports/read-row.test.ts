import { describe, expect, it } from 'vitest'
import { csvLines } from '../csv/index.ts'
import { readIsActive, readRow } from './read-row.ts'

describe('A row of a file', () => {
  it('has the values of its mapped columns, trimmed, except passwords', () => {
    expect(
      readRow(
        [' a@b.example ', ' Ada ', ' secret ', ' hosting ', 'note'],
        ['email', 'fullName', 'password', 'hostingPassword', null],
      ),
    ).toEqual({
      values: {
        email: 'a@b.example',
        fullName: 'Ada',
        password: ' secret ',
        hostingPassword: ' hosting ',
      },
      errors: [],
    })
  })

  it('has no value for an empty or missing cell', () => {
    expect(readRow(['a@b.example', '  '], ['email', 'companyName', 'server']).values).toEqual({
      email: 'a@b.example',
    })
  })

  it.each([
    [['Ada', 'Lovelace'], 'Ada Lovelace'],
    [['Ada', ''], 'Ada'],
    [['', 'Lovelace'], 'Lovelace'],
    [['', ''], undefined],
  ])('has a full name from %j', (cells, fullName) => {
    expect(readRow(cells, ['firstName', 'lastName']).values.fullName).toBe(fullName)
  })

  it('reports cells beyond its columns, unless they are empty', () => {
    expect(readRow(['a@b.example', '', ' '], ['email']).errors).toEqual([])
    expect(readRow(['a@b.example', 'more'], ['email']).errors).toEqual([
      {
        field: '',
        code: 'too-many-cells',
        message:
          'The row has more cells than there are columns (1). Put a value that contains the separator in quotation marks.',
      },
    ])
  })

  it.each([
    '=1+1',
    '+49 30',
    '-x',
    '@handle',
    '\t=1',
    '＝1',
    '−1',
    '\u200b=1',
    '⁼1',
    '\u0301=1',
  ])('loses the apostrophe that our own export puts before %j', (value) => {
    const [cell = ''] = csvLines([[value]])
      .trimEnd()
      .split(',')
    const exported = cell.replace(/^"|"$/g, '')
    expect(exported).toBe(`'${value}`)
    expect(readRow([exported], ['password']).values.password).toBe(value)
  })

  it.each(["'plain", "O'Neill", "''=1"])('keeps other apostrophes: %s', (value) => {
    expect(readRow([value], ['fullName']).values.fullName).toBe(value)
  })
})

it.each<readonly [string | undefined, boolean | null | undefined]>([
  [undefined, undefined],
  ...['yes', 'Y', 'TRUE', '1', 'Active', 'enabled', 'on'].map((text) => [text, true] as const),
  ...[
    'no',
    'N',
    'false',
    '0',
    'Inactive',
    'disabled',
    'Closed',
    'off',
    'suspended',
    'canceled',
    'cancelled',
    'Fraud',
  ].map((text) => [text, false] as const),
  ...['perhaps', '2', '-'].map((text) => [text, null] as const),
])('Active: %s is %s', (text, value) => {
  expect(readIsActive(text)).toBe(value)
})
