import type { CsvSeparator } from '#contracts/customers/csv-separator.ts'

/** In languages with a decimal comma, spreadsheets expect a semicolon between columns. */
export function usualSeparator(languages: readonly string[] = navigator.languages): CsvSeparator {
  const decimal = new Intl.NumberFormat([...languages])
    .formatToParts(1.5)
    .find(({ type }) => type === 'decimal')
  return decimal?.value === ',' ? 'semicolon' : 'comma'
}
