import type { SQL } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { OperationChange } from './work.ts'

/** Writes to the subject, run in the statement that writes the decision: each a part that reads from `op`. */
export type SubjectWrites = ReadonlyMap<string, SQL | { getSQL(): SQL }>

interface Ending {
  readonly operation?: OperationChange
  readonly writes?: SubjectWrites
}

/** How a run of an operation ends; the only ways there are. */
export type Decision = Ending &
  (
    | { readonly to: 'succeeded'; readonly message: string }
    | { readonly to: 'failed'; readonly error: OperationError }
    | { readonly to: 'needs-person'; readonly error: OperationError }
    | {
        readonly to: 'waiting'
        readonly message: string
        readonly afterMs: number
        readonly error?: OperationError | null
      }
  )
