import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

export interface CliRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface RunOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  /** Sends Ctrl+C when the output has this text. */
  readonly interruptAt?: RegExp
  /** Types an answer when the output has the question. */
  readonly answer?: { readonly to: RegExp; readonly text: string }
}

/** A user of the command line program, with a home folder of their own. */
export interface CliUser {
  readonly folder: string
  /** Runs a command of a shell in the folder, without a terminal. */
  shell(command: string, options?: RunOptions): Promise<CliRun>
  /** Runs it on a terminal. The output is that of the screen: both streams. */
  terminal(command: string, options?: RunOptions): Promise<CliRun>
  remove(): void
}

export function cliUser(env: Readonly<Record<string, string>> = {}): CliUser {
  const folder = mkdtempSync(join(tmpdir(), 'test-cli-'))
  const home = join(folder, 'home')
  mkdirSync(join(home, 'bin'), { recursive: true })
  symlinkSync(join(root, 'cli/nextpanel-billing.js'), join(home, 'bin/nextpanel-billing'))
  symlinkSync(process.execPath, join(home, 'bin/node'))
  const work = join(folder, 'work')
  mkdirSync(work)

  async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<CliRun> {
    const child = spawn(program, args, {
      cwd: work,
      env: {
        PATH: `${join(home, 'bin')}:${process.env.PATH}`,
        HOME: home,
        LANG: 'C.UTF-8',
        ...env,
        ...options.env,
      },
      detached: true,
    })
    const output = { stdout: '', stderr: '' }
    const done = { interrupt: false, answer: false }
    const closed = once(child, 'close')
    const { interruptAt, answer } = options
    const react = () => {
      const all = output.stdout + output.stderr
      // A terminal sends Ctrl+C to the whole process group.
      if (!done.interrupt && interruptAt?.test(all) && child.pid !== undefined) {
        done.interrupt = true
        process.kill(-child.pid, 'SIGINT')
      }
      if (done.answer || !answer?.to.test(all)) return
      done.answer = true
      child.stdin.write(answer.text)
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text
      react()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text
      react()
    })
    // A program that does not read its input may end first.
    child.stdin.on('error', () => {})
    if (!answer) child.stdin.end(options.input ?? '')
    await closed
    return { code: child.exitCode, ...output }
  }

  return {
    folder: work,
    shell: (command, options) => run('bash', ['-c', command], options),
    // script (util-linux) runs the command on a pseudo-terminal and returns its exit code.
    terminal: (command, options) =>
      run('script', ['--quiet', '--return', '--command', `stty cols 120; ${command}`, '/dev/null'], {
        ...options,
        env: { SHELL: '/bin/bash', ...options?.env },
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[\\d;?]*[A-Za-z]`, 'g')

/** Returns the lines that remain on the screen: a bar that is redrawn leaves its last picture. */
export const screenText = (output: string): string =>
  output
    .replace(/\r+\n/g, '\n')
    .replace(escapes, '')
    .split('\n')
    .map((line) => line.split('\r').at(-1) ?? '')
    .join('\n')
