/** A small change that switches a rule off: `find` occurs exactly once in the file, in whatever format. */
export interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

export interface Rule {
  readonly sentence: string
  readonly off: readonly Edit[]
  readonly test: {
    readonly file: string
    /** The test's own name, without those of the groups around it. */
    readonly name: string
    /** Part of the full name, where a test of this name runs more than once. */
    readonly within?: string
  }
}
