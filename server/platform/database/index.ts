export { atOneMoment } from './at-one-moment.ts'
export { lockDirectory } from './directory-lock.ts'
export { openCluster } from './embedded.ts'
export { explainFailure } from './explain-failure.ts'
export {
  isDatabaseBusy,
  isDatabaseUnavailable,
  isDiskFull,
  isForbidden,
  isRefusedValue,
  isUniqueViolation,
  sqlMessage,
} from './failures.ts'
export { ensureCluster } from './make-cluster.ts'
export { migrationState } from './migrate.ts'
export { type Migration, migrationsIn } from './migration-files.ts'
export { oldestProgramIn } from './oldest-program.ts'
export { openDatabase } from './open-database.ts'
export { connectAlone } from './postgres.ts'
export { grantsFor, grantToApplication } from './roles.ts'
export { insertRows, updateRows } from './row-sets.ts'
export { rowsOf } from './rows.ts'
export { DatabaseStartError } from './start-error.ts'
export { type InsertValues, insertFrom, runStatement } from './statement.ts'
export { SteadyClient } from './steady-client.ts'
export type { Database, Db, Queryable, Tx } from './types.ts'
export { vacuumDueTables, vacuumTickMs } from './vacuum.ts'
