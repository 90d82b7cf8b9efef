/** CI has a limit of time. Outside CI, every test does all of its cases. */
export const inCi = process.env.CI !== undefined

/** All cases, or every fifth one in CI: the first always belongs to it. */
export const sampleOf = <T>(cases: readonly T[]): T[] => cases.filter((_, index) => !inCi || index % 5 === 0)

/** Test files that take minutes, most of them in starts of programs. CI leaves them out. */
export const longTests = [
  'scripts/stop-signals/*.test.ts',
  'testing/backup/failures.test.ts',
  'testing/backup/refusals.test.ts',
  'testing/backup/round-trip.test.ts',
  'testing/deploy/image.test.ts',
  'testing/documentation/blocks.test.ts',
  'testing/package/installed.test.ts',
]
