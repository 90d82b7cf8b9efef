export { atOneMoment } from './at-one-moment.ts'
export {
  isDatabaseBusy,
  isDatabaseUnavailable,
  isDiskFull,
  isForbidden,
  isUniqueViolation,
} from './failures.ts'
export { migrationState } from './migrate.ts'
export { openDatabase } from './open-database.ts'
export { grantsFor, grantToApplication } from './roles.ts'
export { insertRows, updateRows } from './row-sets.ts'
export { rowsOf } from './rows.ts'
export { DatabaseStartError } from './start-error.ts'
export { type InsertValues, insertFrom, runStatement } from './statement.ts'
export { SteadyClient } from './steady-client.ts'
export type { Database, Db, Queryable, Tx } from './types.ts'
