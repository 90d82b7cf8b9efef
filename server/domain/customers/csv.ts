import { stringify } from 'csv-stringify/sync'

// Spreadsheets run a cell that begins like a formula. A leading apostrophe makes it text. The library's own
// option checks only the first character, but spreadsheets skip white space before it.
const startsFormula = /^[\s]*[=+\-@\t\r]/

type Value = string | number | boolean | null

const textOf = (value: Value): string => {
  const text = value === null ? '' : String(value)
  return startsFormula.test(text) ? `'${text}` : text
}

/**
 * Returns lines of a CSV file (RFC 4180), each with its line end. Semicolons are quoted too, because some
 * spreadsheets split at them.
 */
export const csvLines = (rows: readonly (readonly Value[])[]): string =>
  stringify(
    rows.map((row) => row.map(textOf)),
    { record_delimiter: '\r\n', quoted_match: /[;\r\n]|^\s|\s$/ },
  )

/** Byte order mark, by which Excel recognizes a UTF-8 file. */
export const byteOrderMark = '\ufeff'
