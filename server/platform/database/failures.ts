interface SqlFailure {
  readonly code: string
  readonly constraint: string | undefined
  readonly message: string
}

/** The error and its causes, as deep as drizzle and this program wrap them. */
const chainOf = (error: unknown): Error[] => {
  const chain: Error[] = []
  for (let each = error; each instanceof Error && chain.length < 10; each = each.cause) chain.push(each)
  return chain
}

const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Returns the database's own error inside drizzle's wrapper, for either driver. */
const sqlFailure = (error: unknown): SqlFailure | undefined => {
  for (const each of chainOf(error)) {
    const code = codeOf(each)
    if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) {
      const constraint =
        'constraint' in each && typeof each.constraint === 'string' ? each.constraint : undefined
      return { code, constraint, message: each.message }
    }
  }
  return undefined
}

/** Returns the message of the database itself, without the statement and its values. */
export const sqlMessage = (error: unknown): string =>
  sqlFailure(error)?.message ?? chainOf(error).at(-1)?.message ?? String(error)

/**
 * Returns whether a conflicting row exists. @param constraintName only for this constraint or unique index
 */
export const isUniqueViolation = (error: unknown, constraintName?: string): boolean => {
  const failure = sqlFailure(error)
  return failure?.code === '23505' && (constraintName === undefined || failure.constraint === constraintName)
}

/**
 * Returns whether the database stopped the statement because it is busy: a timeout of the statement or of a lock, a
 * cancelled statement, or not enough memory, disk or connections. The same statement may succeed later.
 */
export const isDatabaseBusy = (error: unknown): boolean =>
  /^(57014|55P03|53...)$/.test(sqlFailure(error)?.code ?? '')

/** Returns whether a lock was not granted within `lock_timeout`. */
export const isLockTimeout = (error: unknown): boolean => sqlFailure(error)?.code === '55P03'

/** Returns whether the database role lacks a privilege. */
export const isForbidden = (error: unknown): boolean => sqlFailure(error)?.code === '42501'

/** Returns whether a statement names a role that does not exist. */
export const isMissingRole = (error: unknown): boolean => {
  const failure = sqlFailure(error)
  return failure?.code === '42704' && /^role ".*" does not exist$/.test(failure.message)
}

/** Returns whether a value does not have the form of its column, or breaks a constraint. */
export const isRefusedValue = (error: unknown): boolean => /^2[23]/.test(sqlFailure(error)?.code ?? '')

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

/** Connection lost or refused, shutdown and startup of the server, a broken idle transaction, no free connection. */
const unavailableStates = /^(08...|57P..|25P03|53300)$/
const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
])
/** The driver's own errors have no code. */
const unavailableMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Query read timeout)/

/**
 * Returns whether the database could not be reached, or ended the connection: the same request succeeds when
 * it is back.
 */
export const isDatabaseUnavailable = (error: unknown): boolean =>
  chainOf(error).some((each) => {
    const code = codeOf(each) ?? ''
    return (
      unavailableStates.test(code) || unavailableCodes.has(code) || unavailableMessages.test(each.message)
    )
  })

/** Returns whether there is no space left on the disk of the database. */
export const isDiskFull = (error: unknown): boolean =>
  chainOf(error).some(
    (each) =>
      ['53100', 'ENOSPC', 'EDQUOT'].includes(codeOf(each) ?? '') ||
      /No space left on device|Disk quota exceeded/.test(each.message),
  )
