/** A small change that disables a rule: `find` occurs exactly once in the file, in any format. */
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
    /** The test's own name, without those of its groups. */
    readonly name: string
    /** Part of the full name, if a test of this name runs more than once. */
    readonly within?: string
  }
}
