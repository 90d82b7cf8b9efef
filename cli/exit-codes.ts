/** The exit codes of every command. docs/cli.md and `nextpanel-billing --help` list them. */
export const exitCodes = {
  ok: 0,
  /** The server refused the request, or the work failed. */
  failed: 1,
  /** An unknown command or option, or a value is missing. Nothing was sent. */
  wrongUsage: 2,
  /** No token, a token that does not work, or a permission that it does not have. */
  notPermitted: 3,
  /** The server did not respond, or something else responded. */
  notReachable: 4,
  /** The request was accepted. A part of it failed, or it has not ended yet. */
  incomplete: 5,
  /** Ended by Ctrl+C. */
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends the command with a message on standard error. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string) {
    super(message)
    this.exitCode = exitCode
  }
}

export const usageError = (message: string) => new CommandError(exitCodes.wrongUsage, message)
