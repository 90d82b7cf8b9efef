import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
// CI waits for two busy cores.
const startLimitMs = process.env.CI === undefined ? 60_000 : 150_000

/** One of our programs in a separate process. */
export interface Program {
  /** The match of the start pattern in its output. */
  readonly started: RegExpMatchArray
  /** All output so far, for the report of a failed test. */
  output(): string
  /** Sends a message over its channel, and returns its answer. Only for a program that answers each message. */
  ask(message: object): Promise<unknown>
  /** Ends it and waits until it has ended. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

interface ProgramOptions {
  args?: readonly string[]
  limitMs?: number
  /** Opens a channel for {@link Program.ask}. */
  channel?: boolean
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
  { args = [], limitMs = startLimitMs, channel = false }: ProgramOptions = {},
): Promise<Program> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])],
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
      child.stdout?.off('data', listen)
      child.stdout?.on('data', (more: Buffer) => output.push(more.toString()))
      resolve(match)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
    child.once('exit', () => fail('ended during startup.'))
    child.once('error', reject)
  })
  return {
    started,
    output: () => output.join(''),
    async ask(message) {
      const answered = once(child, 'message')
      child.send(message)
      const [answer] = await Promise.race([
        answered,
        once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended.\n${output.join('')}`))),
      ])
      return answer
    },
    stop: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        if (hasEnded(child)) return resolve()
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
  }
}
