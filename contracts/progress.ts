import { z } from 'zod'

const wholeNumber = z.number().int()

/** The progress of long work: an import, a bulk action. */
export const longWorkProgress = z.object({
  /** Rows that need no more work; while rows are checked, the checked ones. */
  handled: wholeNumber,
  total: wholeNumber,
  /** In the last minute of work. Null: not known yet. */
  rowsPerSecond: z.number().nullable(),
  /** Null: not known yet. */
  secondsLeft: wholeNumber.nullable(),
})
export type LongWorkProgress = z.infer<typeof longWorkProgress>
