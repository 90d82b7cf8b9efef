import { ConnectionError, ProblemError, UnexpectedResponseError } from '#sdk'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { plainText } from './screen/plain-text.ts'

export interface Failure {
  readonly exitCode: ExitCode
  /** The first line is the message. */
  readonly lines: readonly string[]
}

const notPermittedCodes: ReadonlySet<string> = new Set([
  'not-signed-in',
  'api-token-invalid',
  'forbidden',
  'second-factor-required',
  'account-inactive',
])

function problemLines({ detail, errors, code, requestId }: ProblemError): string[] {
  // The text of the only invalid field is the text of the problem.
  const fields = errors.length === 1 && errors[0]?.message === detail ? [] : errors
  return [
    detail,
    ...fields.map(({ path, message }) => `  ${path || 'request'}: ${message}`),
    `  (${code}${requestId === null ? '' : `, request ${requestId}`})`,
  ]
}

/** Translates an error of a command, once. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommandError) return { exitCode: error.exitCode, lines: [error.message] }
  if (error instanceof ProblemError) {
    const exitCode = notPermittedCodes.has(error.code) ? exitCodes.notPermitted : exitCodes.failed
    return { exitCode, lines: problemLines(error).map(plainText) }
  }
  if (error instanceof ConnectionError || error instanceof UnexpectedResponseError)
    return {
      exitCode: exitCodes.notReachable,
      lines: [plainText(error.message), '  Run "nextpanel-billing doctor" to check the connection.'],
    }
  if (error instanceof Error && 'code' in error && 'path' in error)
    return { exitCode: exitCodes.wrongUsage, lines: [plainText(error.message)] }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { exitCode: exitCodes.failed, lines: ['An internal error occurred in this program.', text] }
}
