interface SqlFailure {
  readonly code: string
  readonly constraint: string | undefined
  readonly message: string
}

/** Returns the database's own error inside drizzle's wrapper, for either driver. */
const sqlFailure = (error: unknown): SqlFailure | undefined => {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string' && /^[0-9A-Z]{5}$/.test(each.code)) {
      const constraint =
        'constraint' in each && typeof each.constraint === 'string' ? each.constraint : undefined
      return { code: each.code, constraint, message: each.message }
    }
  }
  return undefined
}

/**
 * Returns whether a conflicting row exists. @param constraintName only for this constraint or unique index
 */
export const isUniqueViolation = (error: unknown, constraintName?: string): boolean => {
  const failure = sqlFailure(error)
  return failure?.code === '23505' && (constraintName === undefined || failure.constraint === constraintName)
}

/**
 * Returns whether the server no longer has a prepared statement (DISCARD, a pooler), has another one of that
 * name, or a changed schema changed its columns. In all three cases the statement did nothing.
 */
export const isLostStatement = (error: unknown): boolean => {
  const failure = sqlFailure(error)
  if (failure?.code === '26000' || failure?.code === '42P05') return true
  return failure?.code === '0A000' && /cached plan must not change/.test(failure.message)
}

/**
 * Returns whether the error is a lost race (serialization failure, deadlock) or a lost prepared statement:
 * nothing was written, and the same transaction may run again.
 */
export const isRetryable = (error: unknown): boolean => {
  const code = sqlFailure(error)?.code
  return code === '40001' || code === '40P01' || isLostStatement(error)
}
