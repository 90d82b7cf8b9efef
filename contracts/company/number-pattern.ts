/** {year} is the year of the date of issue, and {number:5} the number with at least 5 digits. */
const token = /\{(year|number)(?::([1-9]))?\}/g
const literal = /^[A-Za-z0-9/._-]*$/

export const longestPattern = 40

/**
 * @param restartsYearly whether the numbers begin at 1 in each year. Without the year, a number would occur twice.
 * @returns the reason why the pattern cannot be used, or null
 */
export function problemOfPattern(pattern: string, restartsYearly: boolean): string | null {
  const tokens = [...pattern.matchAll(token)]
  const numbers = tokens.filter(([, name]) => name === 'number')
  const years = tokens.filter(([, name]) => name === 'year')
  if (numbers.length !== 1) return 'The pattern must contain the number once, for example {number:5}.'
  if (years.some(([, , digits]) => digits !== undefined)) return 'Write {year} without digits.'
  if (years.length > 1) return 'The pattern can contain {year} once.'
  if (restartsYearly && years.length === 0)
    return 'A series that restarts each year must contain {year}. Otherwise two documents would have the same number.'
  if (!literal.test(pattern.replace(token, '')))
    return 'Beside {year} and {number:5}, the pattern can contain letters, digits and / . _ -'
  return isAmbiguous(pattern) ? 'Put a character such as - between {year} or a digit and the number.' : null
}

/** A digit before the number: 2026 and 10001 would look like 20261 and 0001. */
const isAmbiguous = (pattern: string): boolean => /(?:\{year\}|\d)\{number(?::[1-9])?\}/.test(pattern)

/** The number of a document: `INV-{year}-{number:5}` in 2026 with 42 is "INV-2026-00042". */
export const documentNumber = (pattern: string, { year, number }: { year: number; number: number }): string =>
  pattern.replace(token, (_, name: string, digits: string | undefined) =>
    name === 'year' ? String(year) : String(number).padStart(Number.parseInt(digits ?? '1', 10), '0'),
  )
