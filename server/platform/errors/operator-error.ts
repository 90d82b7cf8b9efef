/**
 * An error that the operator of the installation can fix. The message says what happened, then what to do. Programs print it
 * alone. Any other error is a defect, and they print its stack.
 */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError'
}
