import { type AccountAndOperation, isOperationSettled, type Operation } from '#sdk'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { plainText } from '../screen/plain-text.ts'
import type { Screen } from '../screen/screen.ts'

/** 5 while the operation continues, and 1 if it did not succeed. */
export function exitCodeOf(operation: Pick<Operation, 'status'>): ExitCode {
  if (!isOperationSettled(operation)) return exitCodes.incomplete
  return operation.status === 'succeeded' ? exitCodes.ok : exitCodes.failed
}

/** Prints the state of an operation, and its error with the remedy. @param how.isQuiet the result was printed as JSON */
export function printOutcome(
  screen: Screen,
  { account, operation }: AccountAndOperation,
  { isQuiet = false }: { readonly isQuiet?: boolean | undefined },
): ExitCode {
  const { username, serverName } = account
  const exitCode = exitCodeOf(operation)
  if (!isQuiet) {
    const state = `${username} on ${serverName}: ${account.status}`
    screen.print(plainText(`${state}. The operation (${operation.kind}) is ${operation.status}.`))
  }
  if (operation.error && exitCode !== exitCodes.ok) {
    screen.note(plainText(operation.error.message))
    screen.note(plainText(operation.error.remedy))
  }
  if (exitCode === exitCodes.incomplete)
    screen.note(`It continues on the server. See: nextpanel-billing operations show ${operation.id}`)
  return exitCode
}
