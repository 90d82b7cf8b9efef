import { OperatorError } from '#server/platform/errors/index.ts'

/** The database cannot be used. The message is for the operator who starts the program. */
export class DatabaseStartError extends OperatorError {
  override readonly name = 'DatabaseStartError'
}
