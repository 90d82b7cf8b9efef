import { describe, expect, it } from 'vitest'
import { type CsvLimits, readCsv } from './read.ts'

const limits: CsvLimits = { bytes: 67_108_864, rows: 100_000, columns: 200, cellBytes: 4096 }

async function* inChunks(text: string | Buffer, size: number) {
  const all = Buffer.from(text)
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

async function readIn(size: number, text: string | Buffer, given: Partial<CsvLimits>) {
  const file = await readCsv(inChunks(text, size), { ...limits, ...given })
  const rows: (string | number)[][] = []
  for await (const { number, cells } of file.rows) rows.push([number, ...cells])
  const { columns, separator } = file
  return { columns, separator, encoding: file.encoding(), rows }
}

type Result = Awaited<ReturnType<typeof readIn>> | { code: string; message: string }

const outcome = (size: number, text: string | Buffer, given: Partial<CsvLimits>): Promise<Result> =>
  readIn(size, text, given).catch(({ code, message }) => ({ code, message }))

/** Reads the file in chunks of several sizes, which must not matter. */
async function read(text: string | Buffer, given: Partial<CsvLimits> = {}): Promise<Result> {
  const whole = await outcome(65_536, text, given)
  for (const size of Buffer.byteLength(text) < 100_000 ? [1, 7] : [1000])
    expect(await outcome(size, text, given)).toEqual(whole)
  return whole
}

const refused = (message: string) => ({ code: 'invalid-body', message: `${message} Nothing was imported.` })
const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

describe('A CSV file', () => {
  const accented = 'Email,Prénom\nada@a.example,José\n'
  const withBom = `\ufeff${accented}`
  it.each([
    ['UTF-8', Buffer.from(accented), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(withBom), 'utf-8'],
    ['UTF-16, little endian', utf16(withBom), 'utf-16le'],
    ['UTF-16, big endian', utf16(withBom).swap16(), 'utf-16be'],
    ['UTF-16 without a byte order mark', utf16(accented), 'utf-16le'],
    ['UTF-16, big endian, without a byte order mark', utf16(accented).swap16(), 'utf-16be'],
    ['Latin-1', latin1(accented), 'latin-1'],
  ])('is read in %s', async (_, file, encoding) => {
    expect(await read(file)).toEqual({
      columns: ['Email', 'Prénom'],
      separator: 'comma',
      encoding,
      rows: [[2, 'ada@a.example', 'José']],
    })
  })

  it('has the letters of Windows-1252', async () => {
    const file = Buffer.concat([
      latin1('Email,Name\nada@a.example,'),
      Buffer.from([0x8a, 0x80]),
      latin1('\n'),
    ])
    expect(await read(file)).toMatchObject({ encoding: 'latin-1', rows: [[2, 'ada@a.example', 'Š€']] })
  })

  it.each([
    ['commas', 'Email,Name\na@b.example,"A;B, C"\n', 'comma', 'A;B, C'],
    ['semicolons', 'Email;Name\na@b.example;A,B\n', 'semicolon', 'A,B'],
    ['tabs', 'Email\tName\na@b.example\tA,B;C\n', 'tab', 'A,B;C'],
    ['semicolons, declared', 'sep=;\r\nEmail;Name\r\na@b.example;A,B,C\r\n', 'semicolon', 'A,B,C'],
    ['semicolons, declared in quotation marks', '"sep=;"\nEmail;Name\na@b.example;A\n', 'semicolon', 'A'],
    ['tabs, declared', 'sep=\t\nEmail\tName\na@b.example\tA\n', 'tab', 'A'],
    ['commas, although a quoted name has others', 'Email,"Na;;me"\na@b.example,A\n', 'comma', 'A'],
  ])('can have %s', async (_, file, separator, name) => {
    expect(await read(file)).toMatchObject({ separator, rows: [[2, 'a@b.example', name]] })
  })

  it('numbers rows as a spreadsheet does: blank lines count, line breaks in a cell do not', async () => {
    expect(
      await read('\nEmail,Name\r\n,\r\n\r\na@b.example,"A\r\nda\n"\nb@b.example,"B""ob"\n'),
    ).toMatchObject({
      columns: ['Email', 'Name'],
      rows: [
        [5, 'a@b.example', 'A\r\nda\n'],
        [6, 'b@b.example', 'B"ob'],
      ],
    })
  })

  it.each(['\n', '\r\n', '\r'])('may end with the line end %j, or without one', async (end) => {
    for (const last of ['', end])
      expect(await read(`Email,Name${end}a@b.example,"A"${end}b@b.example,B${last}`)).toMatchObject({
        rows: [
          [2, 'a@b.example', 'A'],
          [3, 'b@b.example', 'B'],
        ],
      })
  })

  it('can mix line ends', async () => {
    expect(await read('Email,Name\r\na@b.example,A\nb@b.example,"B"\r\nc@b.example,C\r')).toMatchObject({
      rows: [
        [2, 'a@b.example', 'A'],
        [3, 'b@b.example', 'B'],
        [4, 'c@b.example', 'C'],
      ],
    })
  })

  it('without column names has numbered columns, and its first line is a row', async () => {
    expect(await read('a@b.example,Ada\n\nb@b.example,Bob\n')).toMatchObject({
      columns: ['Column 1', 'Column 2'],
      rows: [
        [1, 'a@b.example', 'Ada'],
        [3, 'b@b.example', 'Bob'],
      ],
    })
  })

  it('gets different names for its columns, and none for separators at the end', async () => {
    expect(await read('Name,Name,,Email,,\nA,B,C,a@b.example,,\n')).toMatchObject({
      columns: ['Name', 'Name (2)', 'Column 3', 'Email'],
    })
  })

  it('keeps a few cells beyond the columns, for the check', async () => {
    expect(await read(`Email\na@b.example${',x'.repeat(10_000)}\n`)).toMatchObject({
      rows: [[2, 'a@b.example', 'x', 'x', 'x', 'x', 'x']],
    })
  })

  it('keeps formulas as they are', async () => {
    expect(await read('Email,Name\na@b.example,"=HYPERLINK(""http://x"")"\n')).toMatchObject({
      rows: [[2, 'a@b.example', '=HYPERLINK("http://x")']],
    })
  })
})

describe('A file that cannot be read', () => {
  const columnsOf = (count: number, name: (index: number) => string) =>
    `${Array.from({ length: count }, (_, index) => name(index)).join(',')}\n`
  const tooMany = (count: number) =>
    refused(
      `The file has ${count} columns, and a file can have at most 200. Check the separator, or remove the columns that are not needed.`,
    )
  const tooLong = 'the row is too long. Check whether a quotation mark (") is missing before it.'
  const inside =
    'a quotation mark (") is inside a cell. Enclose the cell in quotation marks, and double each quotation mark inside it.'
  const nul = 'has a NUL character, so the file may be damaged or is not text. Save it again as "CSV UTF-8".'
  const mixed =
    'has another encoding than the rows before: the file mixes UTF-8 and Latin-1. Open it in a spreadsheet, correct the letters of this row, and save it as "CSV UTF-8".'
  const notCsv = (format: string) =>
    `The file is ${format}, not CSV. Open it in a spreadsheet, save it as "CSV UTF-8", and upload that.`
  const zip = 'a ZIP archive or an Excel workbook (.xlsx)'
  const empty = 'The file is empty. It needs a line of column names and at least one more line.'

  it.each<[string, string | Buffer, string]>([
    ['is empty', '', empty],
    ['has a byte order mark only', '\ufeff', empty],
    ['has blank lines only', '\r\n\n\n', empty],
    ['has column names only', 'Email,Name\n,\n', 'The file has column names only. Add the lines below them.'],
    ['is a ZIP archive', latin1('PK\x03\x04\x14\x00\x00\x00'), notCsv(zip)],
    ['is an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), notCsv('an Excel workbook (.xls)')],
    ['is compressed', Buffer.from('1f8b0800', 'hex'), notCsv('a compressed file (.gz)')],
    ['is a PDF document', '%PDF-1.7\n', notCsv('a PDF document')],
    [
      'has a quotation mark that none closes',
      'Email,Prénom\na@b.example,A\nb@b.example,"B\nc@b.example,C\n',
      'Row 3, column Prénom: a quotation mark (") opens the cell, and none closes it. Add the missing quotation mark.',
    ],
    [
      'has a quotation mark inside a cell',
      'Email,Name\n\na@b.example,A"da\n',
      `Row 3, column Name: ${inside}`,
    ],
    ['has text after a quotation mark', 'Email,Name\na@b.example,"A"da\n', `Row 2, column Name: ${inside}`],
    ['has one below sep=', 'sep=;\nEmail;Name\na@b.example;A"da\n', `Row 2, column Name: ${inside}`],
    ['has one beyond its columns', 'Email\na@b.example,,A"da\n', `Row 2, column 3: ${inside}`],
    ['has NUL bytes', 'Email,Name\na@b.example,A\0da\n', `Row 2, column Name, ${nul}`],
    ['has NUL bytes in a column name', 'Email,Na\0me\na@b.example,Ada\n', `Row 1, column Name, ${nul}`],
    [
      'has Latin-1 after UTF-8',
      Buffer.concat([Buffer.from('Email,Name\na@b.example,José\n'), latin1('b@b.example,José\n')]),
      `Row 3, column Name, ${mixed}`,
    ],
    [
      'has UTF-8 after Latin-1',
      Buffer.concat([latin1('Email,Name\na@b.example,José\n'), Buffer.from('b@b.example,José\n')]),
      `Row 3, column Name, ${mixed}`,
    ],
    [
      'has both in one cell',
      Buffer.concat([latin1('Email,Name\na@b.example,José '), Buffer.from('José\n')]),
      `Row 2, column Name, ${mixed}`,
    ],
    [
      'has Latin-1 after the byte order mark of UTF-8',
      Buffer.concat([Buffer.from('\ufeffEmail,Name\na@b.example,'), latin1('José\n')]),
      `Row 2, column Name, ${mixed}`,
    ],
    [
      'is UTF-16 and was cut off',
      utf16('\ufeffEmail,Name\na@b.example,José\n').subarray(0, -1),
      'The file is UTF-16 and has half a character, so it may be damaged. Save it again as "CSV UTF-8".',
    ],
    [
      'has a cell above the limit',
      `Email,Name\na@b.example,${'x'.repeat(5000)}\n`,
      'Row 2, column Name, has 5,000 bytes, and at most 4,096 are possible.',
    ],
    ['has a cell of 10 MB', `Email,Name\na@b.example,${'x'.repeat(1e7)}\n`, `Row 2, column Name: ${tooLong}`],
    [
      'has a quoted cell of 10 MB',
      `Email,Name\na@b.example,"${'x\n'.repeat(5e6)}"\n`,
      `Row 2, column Name: ${tooLong}`,
    ],
    ['has a column name of 10 MB', `Email,"${'x'.repeat(1e7)}"\n`, `Row 1, column 2: ${tooLong}`],
  ])('%s', async (_, file, message) => {
    expect(await read(file)).toEqual(refused(message))
  })

  it.each([
    ['10,000 columns', columnsOf(10_000, (index) => `c${index}`), 10_000],
    ['10,000 columns with long names', columnsOf(10_000, (index) => `The column number ${index}`), 10_000],
    ['30,000 columns of the same name', columnsOf(30_000, () => 'a'), 30_000],
  ])('has %s', async (_, file, count) => {
    expect(await outcome(65_536, file, {})).toEqual(tooMany(count))
  })

  it('has too many rows', async () => {
    expect(await read('Email\na@b.example\nb@b.example\nc@b.example\n', { rows: 2 })).toEqual(
      refused('The file has more than 2 rows. Split it into several files.'),
    )
  })

  it('is too large', async () => {
    expect(await read(`Email\n${'a@b.example\n'.repeat(200_000)}`, { bytes: 1_048_576 })).toEqual({
      code: 'body-too-large',
      message: 'The file is larger than 1 MiB. Split it into several files. Nothing was imported.',
    })
  })
})
