import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import type { Cli } from './cli.ts'
import { accountCommands } from './commands/accounts.ts'
import { completionCommand } from './commands/completion.ts'
import { customerCommands } from './commands/customers.ts'
import { doctorCommand } from './commands/doctor.ts'
import { importCommands } from './commands/imports.ts'
import { loginCommands } from './commands/login.ts'
import { operationCommands } from './commands/operations.ts'
import { serverCommands } from './commands/servers.ts'
import { CommandError, exitCodes } from './exit-codes.ts'
import { failureOf } from './failure.ts'
import { type Input, Keyboard } from './screen/ask.ts'
import { Screen, type ScreenOptions } from './screen/screen.ts'

export interface CliStreams extends ScreenOptions {
  readonly input: Input
  readonly signal: AbortSignal
}

const help = `
Exit codes:
  0    success
  1    the server refused the request, or the work failed
  2    wrong usage: nothing was sent
  3    not signed in, or not permitted
  4    the server could not be reached
  5    accepted, but not ended yet, or a part failed
  130  interrupted by Ctrl+C

Environment:
  NEXTPANEL_BILLING_URL, NEXTPANEL_BILLING_TOKEN   used instead of the stored login
  NO_COLOR                                         no colors

Examples:
  nextpanel-billing login https://billing.example.com
  nextpanel-billing customers add --email grace@example.com --name "Grace Hopper" --password-link
  nextpanel-billing customers import customers.csv --dry-run
  source <(nextpanel-billing completion bash)
`

const versionOf = (): string => {
  // The bundle is one folder deeper than the sources.
  for (const path of ['../package.json', '../../package.json'])
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
      if (name === 'nextpanel-billing' && typeof version === 'string') return version
    } catch {
      // The next folder is tried.
    }
  return 'unknown'
}

/** The commands, in the order of the help. */
export function programOf(cli: Cli): Command {
  const program = new Command('nextpanel-billing')
    .description('Works with an installation of NextPanel Billing from the command line.')
    .version(cli.version, '-v, --version')
    .addHelpText('after', help)
    .showSuggestionAfterError()
  for (const commands of [loginCommands, customerCommands, importCommands, serverCommands])
    for (const command of commands(cli)) program.addCommand(command)
  for (const command of [...operationCommands(cli), ...accountCommands(cli), doctorCommand(cli)])
    program.addCommand(command)
  program.addCommand(completionCommand(cli, program))
  return program
}

/** The exit is thrown instead of ending the process, also by the commands below. */
function prepare(command: Command, screen: Screen): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => void screen.out.write(text),
    writeErr: (text) => void screen.err.write(text),
    getOutHelpWidth: () => screen.out.columns ?? 100,
  })
  for (const child of command.commands) prepare(child, screen)
}

/** Runs one command line. @returns the exit code */
export async function runCli(args: readonly string[], streams: CliStreams): Promise<number> {
  const screen = new Screen(streams)
  const { env, signal } = streams
  const keyboard = new Keyboard(screen, streams.input)
  const program = programOf({ screen, keyboard, env, signal, version: versionOf() })
  prepare(program, screen)
  let exitCode: number = exitCodes.ok
  program.hook('postAction', (_, action) => {
    exitCode = action.getOptionValue('exitCode') ?? exitCodes.ok
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.wrongUsage
    if (signal.aborted && !(error instanceof CommandError)) return exitCodes.interrupted
    const failure = failureOf(error)
    const [first = '', ...others] = failure.lines
    screen.note(`${screen.styled('red', 'error:', screen.err)} ${first}`)
    for (const line of others) screen.note(line)
    return failure.exitCode
  }
}
