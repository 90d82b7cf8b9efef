import {
  isDatabaseBusy,
  isDatabaseUnavailable,
  isDiskFull,
  isForbidden,
  isMissingRole,
  sqlMessage,
} from './failures.ts'

/** A failure of the database as sentences for the operator, without the statement and its values. */
export interface FailureText {
  readonly message: string
  readonly remedy: string
}

/** Returns null for an error that is not a failure of the database, but a defect. */
export const explainFailure = (error: unknown): FailureText | null => {
  if (isDiskFull(error))
    return {
      message: 'There is no space left on the disk of the database.',
      remedy: 'Free space there, then try again.',
    }
  if (isDatabaseUnavailable(error))
    return {
      message: 'The connection to the database broke, or the database does not respond.',
      remedy: 'Check that PostgreSQL runs, then try again.',
    }
  if (isDatabaseBusy(error))
    return {
      message: `The database stopped a statement: ${sqlMessage(error)}.`,
      remedy: 'Try again when the database has less work.',
    }
  if (isForbidden(error) || isMissingRole(error))
    return {
      message: `The database refused a statement: ${sqlMessage(error)}.`,
      remedy: 'Check the role in DATABASE_URL. docs/audit.md describes its rights.',
    }
  return null
}
