import { type AnyColumn, or, type SQL, sql } from 'drizzle-orm'

const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

// Lower-cased by the database, where the column was: a final sigma or a dotted İ is another letter here than there.
const like = (column: AnyColumn | SQL, pattern: string) => sql`${column} like lower(${pattern})`

/** Trigrams, by which the index finds, are of three letters or digits of one word. */
const indexFinds = (word: string) => /[\p{L}\p{N}]{3}/u.test(word)

export const wordsOf = (search: string | undefined): string[] =>
  (search ?? '').split(/\s+/).filter((word) => word.length > 0)

/** Every word occurs somewhere. */
export const occurring = (column: AnyColumn | SQL, words: readonly string[]): SQL[] =>
  words.map((word) => like(column, `%${escaped(word)}%`))

/**
 * What can be found in any number of rows without reading them all: as {@link occurring}, but where each word is
 * shorter than three letters, only as the beginning of a name, of a company or of the e-mail address.
 */
export function findable(column: AnyColumn | SQL, words: readonly string[]): (SQL | undefined)[] {
  if (words.length === 0 || words.some(indexFinds)) return occurring(column, words)
  return words.map((word) => or(like(column, `${escaped(word)}%`), like(column, `% ${escaped(word)}%`)))
}
