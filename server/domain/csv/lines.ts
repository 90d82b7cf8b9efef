import { stringify } from 'csv-stringify/sync'
import type { CsvSeparator } from '#contracts/customers/csv-separator.ts'

// Spreadsheets run a cell that begins like a formula. A leading apostrophe makes it text. The library's own
// option checks only the first character, but spreadsheets skip white space and invisible characters before it.
// They also read other widths of the signs, which NFKC converts, and the minus sign.
const startsFormula = /^[\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@\u2212\t\r]/u

/** `decimal`: digits with a sign and a point. A spreadsheet reads it as a number, so a minus sign is no formula. */
export type CsvValue = string | number | boolean | null | { readonly decimal: string }

const isFormula = (text: string): boolean => startsFormula.test(text.normalize('NFKC'))

const isDecimal = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text)

const textOf = (value: CsvValue): string => {
  if (typeof value === 'object' && value !== null)
    return isDecimal(value.decimal) ? value.decimal : textOf(value.decimal)
  const text = value === null ? '' : String(value)
  return isFormula(text) ? `'${text}` : text
}

/** Removes the apostrophe that {@link csvLines} puts before a formula. */
export const withoutApostrophe = (cell: string): string =>
  cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell

export const delimiters: Readonly<Record<CsvSeparator, string>> = { comma: ',', semicolon: ';', tab: '\t' }

/** Lines of a CSV file (RFC 4180), each with its line end. Every separator is quoted: spreadsheets split at others too. */
export const csvLines = (rows: readonly (readonly CsvValue[])[], separator: CsvSeparator = 'comma'): string =>
  stringify(
    rows.map((row) => row.map(textOf)),
    { delimiter: delimiters[separator], record_delimiter: '\r\n', quoted_match: /[,;\r\n]|^\s|\s$/ },
  )

/** Byte order mark, by which Excel recognizes a UTF-8 file. */
export const byteOrderMark = '\ufeff'
