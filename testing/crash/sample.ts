/** CI has a limit of time. `npm run test:proofs` outside CI makes the whole proofs. */
export const inCi = process.env.CI !== undefined

/** Every step, or every third one in CI. */
export const sampleOf = <T>(steps: readonly T[]): T[] => steps.filter((_, index) => !inCi || index % 3 === 0)
