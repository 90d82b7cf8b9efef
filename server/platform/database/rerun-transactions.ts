import { isRetryable } from './failures.ts'
import type { Db } from './types.ts'

/** This number of consecutive lost races is not a coincidence. */
const mostRuns = 4

/**
 * Makes `db.transaction` run its body again after a lost race or a lost prepared statement. A body must
 * therefore change only the database: it may run more than once, and only its last run is committed.
 */
export const rerunTransactions = <Rerunning extends Db>(db: Rerunning): Rerunning => {
  const transaction = db.transaction.bind(db)
  db.transaction = async (body, config) => {
    for (let run = 1; ; run += 1) {
      try {
        return await transaction(body, config)
      } catch (error) {
        if (run === mostRuns || !isRetryable(error)) throw error
      }
    }
  }
  return db
}
