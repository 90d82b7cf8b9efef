// Spreadsheets run what begins like a formula: an apostrophe before it makes it text.
const startsFormula = /^[\s]*[=+\-@\t\r]/

const cell = (value: string | number | boolean | null): string => {
  const text = value === null ? '' : String(value)
  const safe = startsFormula.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of a CSV file (RFC 4180), with its line end. */
export const csvLine = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map(cell).join(',')}\r\n`

/** What tells Excel that a file is UTF-8. */
export const byteOrderMark = '\ufeff'
