/**
 * After some runs, PostgreSQL may plan without the values and then cannot estimate the number of rows that a
 * pattern matches.
 */
const dependsOnPattern = /\bi?like\b/i

/** In characters. A longer text lists the values of many rows, seldom comes again, and its plan needs much memory. */
const longestText = 10_000

/** Returns whether a statement with parameters is worth a plan that is kept. */
export const isPreparable = (text: string): boolean =>
  text.length <= longestText && !dependsOnPattern.test(text)
