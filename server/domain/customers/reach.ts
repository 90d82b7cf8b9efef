/** Maximum number of rows that each step of a search reads before the next step starts. */
export interface Reach {
  /** Customers read one by one in the order of the list. */
  readonly near: number
  /** The same, if the list is not in the order of the rows on disk and an index can continue the search. */
  readonly nearScattered: number
  /** Customers read one by one for words that are common, but not nearby. */
  readonly far: number
  /** From this number of hits on, a word or the beginning of an email address counts as common. */
  readonly common: number
}

export const usualReach: Reach = { near: 10_000, nearScattered: 2_000, far: 100_000, common: 5_000 }
