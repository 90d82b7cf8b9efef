import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const startLimitMs = 60_000

/** One of our programs in a separate process. */
export interface Program {
  /** The match of the start pattern in its output. */
  readonly started: RegExpMatchArray
  /** All output so far, for the report of a failed test. */
  output(): string
  /** Ends it and waits until it has ended. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

/**
 * Starts a program and waits until its output matches.
 * @throws {Error} with its output, if it ends before that or exceeds the limit (default: one minute)
 */
export async function startProgram(
  file: string,
  env: Record<string, string>,
  ready: RegExp,
  { args = [], limitMs = startLimitMs }: { args?: readonly string[]; limitMs?: number } = {},
): Promise<Program> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  const started = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${file} ${why}\n${output.join('')}`))
    const limit = setTimeout(() => fail('did not start in time.'), limitMs)
    const listen = (chunk: Buffer) => {
      output.push(chunk.toString())
      const match = output.join('').match(ready)
      if (!match) return
      clearTimeout(limit)
      child.stdout.off('data', listen)
      child.stdout.on('data', (more: Buffer) => output.push(more.toString()))
      resolve(match)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()))
    child.once('exit', () => fail('ended during startup.'))
    child.once('error', reject)
  })
  return {
    started,
    output: () => output.join(''),
    stop: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        if (hasEnded(child)) return resolve()
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
  }
}
