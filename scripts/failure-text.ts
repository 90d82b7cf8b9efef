import { explainFailure } from '#server/platform/database/index.ts'
import { OperatorError } from '#server/platform/errors/index.ts'

/** Returns what a program prints for an error that ends it: sentences for the operator, or the stack of a defect. */
export function failureText(error: unknown): string {
  if (error instanceof OperatorError) return error.message
  const failure = explainFailure(error)
  if (failure) return `${failure.message} ${failure.remedy}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
