import type { SQL } from 'drizzle-orm'

/** An invariant of the books: see docs/billing-books.md. */
export interface BookRule {
  /** M1 to M20. */
  readonly id: string
  readonly title: string
  /** Selects one row for each violation: `customer_id` (uuid or null), `subject` and `message` (text). */
  readonly violations: SQL
}
