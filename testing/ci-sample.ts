/** CI has a limit of time. Outside CI, every test does all of its cases. */
export const inCi = process.env.CI !== undefined

/** All cases, or every fifth one in CI: the first always belongs to it. */
export const sampleOf = <T>(cases: readonly T[]): T[] => cases.filter((_, index) => !inCi || index % 5 === 0)
