import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))

/** One of our programs in a separate process, leader of its process group. */
export interface RunningProcess {
  readonly pid: number
  /** All output so far, standard output and standard error. */
  output(): string
  stderr(): string
  /** Resolves to the match as soon as the output has it. @throws {Error} it ended, or `withinMs` passed */
  says(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>
  /** SIGKILL to the whole group. */
  kill(): Promise<void>
  /** Any other signal, to the program only. */
  signal(name: NodeJS.Signals): void
  /** Asks it to stop. @returns its exit */
  terminate(): Promise<{ code: number | null; tookMs: number }>
  /** Waits until it ends. */
  ended(): Promise<number | null>
}

/** The server starts from its bundle, as in production: that needs a quarter of the processor time. */
const builtIfServer = (program: string): readonly string[] => {
  const { SERVER_BUNDLE } = process.env
  return program === 'server/main.ts' && SERVER_BUNDLE ? ['--enable-source-maps', SERVER_BUNDLE] : [program]
}

/** @param env its whole environment: nothing of the test run's own is passed */
export const runProgram = (program: string, env: Record<string, string>): RunningProcess =>
  runCommand([process.execPath, ...builtIfServer(program)], env)

/** As {@link runProgram}, for a command that is not a Node program. @param cwd default: the repository */
export function runCommand(
  command: readonly string[],
  env: Record<string, string>,
  cwd: string = root,
): RunningProcess {
  const program = command.join(' ')
  const [executable = '', ...args] = command
  const child = spawn(executable, args, {
    cwd,
    detached: true,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { all: '', stderr: '' }
  const { pid } = child
  if (pid === undefined) throw new Error(`${program} could not be started.`)
  const closed = once(child, 'close')
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.all += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.all += text
    output.stderr += text
  })
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const killGroup = () => {
    if (!hasEnded()) process.kill(-pid, 'SIGKILL')
  }
  process.once('exit', killGroup)
  void closed.then(() => process.off('exit', killGroup))

  const ended = async () => {
    await closed
    return child.exitCode
  }
  return {
    pid,
    output: () => output.all,
    stderr: () => output.stderr,
    async says(pattern, withinMs = 30_000) {
      const deadline = Date.now() + withinMs
      for (;;) {
        const match = pattern.exec(output.all)
        if (match) return match
        if (hasEnded()) throw new Error(`${program} ended without printing ${pattern}:\n${output.all}`)
        if (Date.now() > deadline)
          throw new Error(`${program} did not print ${pattern} in time:\n${output.all}`)
        await delay(20)
      }
    },
    async kill() {
      killGroup()
      await closed
    },
    signal: (name) => void child.kill(name),
    async terminate() {
      const startedAt = performance.now()
      if (!hasEnded()) child.kill('SIGTERM')
      const code = await ended()
      return { code, tookMs: performance.now() - startedAt }
    },
    ended,
  }
}

/**
 * Polls until the result is neither undefined nor false. @throws {Error} after `withinMs`, naming the
 * condition
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > deadline) throw new Error(`Timed out after ${withinMs} ms: ${what}.`)
    await delay(50)
  }
}
