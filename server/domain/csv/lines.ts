import { stringify } from 'csv-stringify/sync'
import type { CsvSeparator } from '#contracts/customers/csv-separator.ts'

// Spreadsheets run a cell that begins like a formula. A leading apostrophe makes it text. The library's own
// option checks only the first character, but spreadsheets skip white space and invisible characters before it.
// They also read other widths of the signs, which NFKC converts, and the minus sign.
const startsFormula = /^[\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@\u2212\t\r]/u

type Value = string | number | boolean | null

const isFormula = (text: string): boolean => startsFormula.test(text.normalize('NFKC'))

const textOf = (value: Value): string => {
  const text = value === null ? '' : String(value)
  return isFormula(text) ? `'${text}` : text
}

/** Removes the apostrophe that {@link csvLines} puts before a formula. */
export const withoutApostrophe = (cell: string): string =>
  cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell

export const delimiters: Readonly<Record<CsvSeparator, string>> = { comma: ',', semicolon: ';', tab: '\t' }

/** Lines of a CSV file (RFC 4180), each with its line end. Every separator is quoted: spreadsheets split at others too. */
export const csvLines = (rows: readonly (readonly Value[])[], separator: CsvSeparator = 'comma'): string =>
  stringify(
    rows.map((row) => row.map(textOf)),
    { delimiter: delimiters[separator], record_delimiter: '\r\n', quoted_match: /[,;\r\n]|^\s|\s$/ },
  )

/** Byte order mark, by which Excel recognizes a UTF-8 file. */
export const byteOrderMark = '\ufeff'
