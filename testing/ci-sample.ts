/** CI has a limit of time. Outside CI, every test does all of its cases. */
export const inCi = process.env.CI !== undefined

/** All cases, or every fifth one in CI: the first always belongs to it. */
export const sampleOf = <T>(cases: readonly T[]): T[] => cases.filter((_, index) => !inCi || index % 5 === 0)

/** Test files that take minutes, most of them in starts of programs. CI leaves them out. */
export const longTests = [
  'scripts/options.test.ts',
  'scripts/stop-signals/*.test.ts',
  'server/domain/backups/run-due.test.ts',
  'server/domain/bulk-actions/waiting.test.ts',
  'server/domain/imports/waiting.test.ts',
  'testing/backup/failures.test.ts',
  'testing/backup/refusals.test.ts',
  'testing/backup/round-trip.test.ts',
  'testing/deploy/image.test.ts',
  'testing/documentation/blocks.test.ts',
  'testing/package/installed.test.ts',
  'testing/page-commands.test.ts',
  'testing/system/database-restart.test.ts',
  'testing/system/database-roles.test.ts',
  'testing/system/doctor.test.ts',
  'testing/system/imports-killed.test.ts',
  'testing/system/lost-key.test.ts',
  'testing/system/missing-database.test.ts',
  'testing/system/out-of-memory.test.ts',
  'testing/system/reset-two-factor.test.ts',
  'testing/system/rotate-key.test.ts',
  'testing/system/small-heap.test.ts',
  'testing/system/traces.test.ts',
]
