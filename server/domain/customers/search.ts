import { type AnyColumn, eq, or, type SQL, sql } from 'drizzle-orm'

/**
 * Folded by the database, as the column was, then escaped, because folding creates special characters from
 * their wide forms.
 */
const folded = (word: string) =>
  sql`replace(replace(replace(search_key(${word}), '\\', '\\\\'), '%', '\\%'), '_', '\\_')`

const like = (column: AnyColumn | SQL, ...pattern: readonly SQL[]) =>
  sql`${column} like ${sql.join([...pattern], sql` || `)}`
const anything = sql.raw(`'%'`)
const space = sql.raw(`'% '`)

/** Trigrams, by which the index searches, are three letters or digits of one word. */
const indexFinds = (word: string) => /[\p{L}\p{N}]{3}/u.test(word.normalize('NFKD').replace(/\p{M}/gu, ''))

export const wordsOf = (search: string | undefined): string[] =>
  (search ?? '').split(/\s+/).filter((word) => word.length > 0)

/** Returns whether the trigram index can narrow the search. */
export const haveTrigrams = (words: readonly string[]): boolean => words.some(indexFinds)

/** Every word occurs in any column. */
export const occurring = (column: AnyColumn | SQL, words: readonly string[]): SQL[] =>
  words.map((word) => like(column, anything, folded(word), anything))

/** As {@link occurring}, for rows that are already found: an expression that has no index. */
export const alsoOccurring = (column: AnyColumn, words: readonly string[]): SQL[] =>
  occurring(sql`(${column} || '')`, words)

/**
 * The condition that an index can answer for any number of rows. As {@link occurring}, but if every word is
 * shorter than three letters, it matches only the beginning of a name, a company or the email address. A
 * short word beside a longer one filters the hits of the longer one, because it has no trigrams to search
 * for.
 */
export function findable(column: AnyColumn, words: readonly string[]): (SQL | undefined)[] {
  const long = words.filter(indexFinds)
  if (long.length > 0)
    return [
      ...occurring(column, long),
      ...alsoOccurring(
        column,
        words.filter((word) => !indexFinds(word)),
      ),
    ]
  return words.map((word) =>
    or(like(column, folded(word), anything), like(column, space, folded(word), anything)),
  )
}

/** The words that the trigram index searches for. */
export const hitsOf = (column: AnyColumn, words: readonly string[]): SQL =>
  sql.join(occurring(column, words.filter(indexFinds)), sql` and `)

/** The word that is an email address or the beginning of one, and the other words. */
export function splitEmail(words: readonly string[]): { email: string | undefined; others: string[] } {
  const at = words.findIndex((word) => word.includes('@'))
  return { email: words[at], others: words.filter((_, index) => index !== at) }
}

export const isEmail = (column: AnyColumn, email: string): SQL => eq(column, sql`lower(${email})`)

/**
 * Compared byte by byte, as the index `customers_email_prefix` is sorted in every locale. Not LIKE, which
 * uses an index only if its pattern is known when the statement is planned.
 */
export const startsEmail = (column: AnyColumn, start: string): SQL =>
  sql`(${column} ~>=~ lower(${start}) and ${column} ~<~ (lower(${start}) || chr(1114111)))`
