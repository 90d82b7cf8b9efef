import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { checkedImport, downloadedText, finishedImport, uploadFile } from '#testing/import-steps.ts'
import { customers } from '../tables/customers.ts'
import { importRows, imports } from '../tables/imports.ts'
import { exportImportRows } from './index.ts'

const good = Array.from({ length: 600 }, (_, index) => `${index}@hostile.example,Person\n`).join('')
const header = 'Email,Full Name\n'
const latin1 = (text: string) => Buffer.from(text, 'latin1')
const columns = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',')

/** The name of each file in docs/imports.md, the file, and the beginning of the message. */
const files: readonly (readonly [name: string, file: string | Buffer, message: string])[] = [
  [
    'a cell of 10 MB',
    `${header}${good}x@hostile.example,${'x'.repeat(10_000_000)}\n`,
    'Row 602, column Full Name: the row is too long.',
  ],
  [
    'a cell above 4,096 bytes',
    `${header}${good}x@hostile.example,${'x'.repeat(5000)}\n`,
    'Row 602, column Full Name, has 5,000 bytes, and at most 4,096 are possible.',
  ],
  [
    '10,000 columns',
    `${columns}\n${columns}\n`,
    'The file has 10000 columns, and a file can have at most 200.',
  ],
  [
    'a quotation mark that none closes',
    `${header}${good}x@hostile.example,"Ada\n`,
    'Row 602, column Full Name: a quotation mark (") opens the cell, and none closes it.',
  ],
  [
    'a quotation mark inside a cell',
    `${header}${good}x@hostile.example,A"da\n`,
    'Row 602, column Full Name: a quotation mark (") is inside a cell.',
  ],
  [
    'NUL bytes',
    `${header}${good}x@hostile.example,A\0da\n`,
    'Row 602, column Full Name, has a NUL character',
  ],
  [
    'a ZIP archive named .csv',
    latin1('PK\x03\x04\x14\x00\x00\x00\x08\x00'),
    'The file is a ZIP archive or an Excel workbook (.xlsx), not CSV.',
  ],
  [
    'UTF-8 and Latin-1 mixed',
    Buffer.concat([
      Buffer.from(`${header}${good}y@hostile.example,José\n`),
      latin1('x@hostile.example,José\n'),
    ]),
    'Row 603, column Full Name, has another encoding than the rows before',
  ],
]

const page = readFileSync(new URL('../../../docs/imports.md', import.meta.url), 'utf8')

describeDomain('A hostile file', (open) => {
  const stored = async ({ database: { db } }: TestDomain) => ({
    imports: await db.$count(imports),
    rows: await db.$count(importRows),
    customers: await db.$count(customers),
  })

  it.each(
    files,
  )('with %s is refused with its row and column, and nothing of it is stored', async (name, file, message) => {
    const test = open()
    const before = await stored(test)
    const error = await uploadFile(test.ctx, file, 'customers.csv').catch((refused: unknown) => refused)
    expect(error).toMatchObject({ code: 'invalid-body', errors: [{ path: 'file', code: 'not-readable' }] })
    const text = error instanceof Error ? error.message : ''
    expect(text.slice(0, message.length)).toBe(message)
    expect(text).toMatch(/ Nothing was imported\.$/)
    expect(await stored(test)).toEqual(before)
    expect(page).toContain(`| ${name} |`)
  })

  it('with formulas is imported as text, and its formulas are harmless in our downloads', async () => {
    const test = open()
    const formula = '=HYPERLINK("http://evil.example","Ada")'
    const { id, counts } = await checkedImport(
      test,
      `${header}ada@formula.example,"${formula.replaceAll('"', '""')}"\n@SUM(1),+1+1\n`,
    )
    expect(counts).toMatchObject({ valid: 1, invalid: 1 })
    await finishedImport(test, id)
    const [made] = await test.database.db
      .select({ fullName: customers.fullName })
      .from(customers)
      .where(eq(customers.email, 'ada@formula.example'))
    expect(made?.fullName).toBe(formula)
    const done = await downloadedText(await exportImportRows(test.ctx, { id, state: 'done' }))
    expect(done).toContain(`"'=HYPERLINK(`)
    const failed = await downloadedText(await exportImportRows(test.ctx, { id, state: 'failed' }))
    expect(failed).toContain(`'@SUM(1),'+1+1,`)
    expect(page).toContain('| formulas |')
  })
})
