import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

/** The child processes of a script. None of them outlives it, except after SIGKILL to the script. */
const running = new Set<ChildProcess>()

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Runs a Node.js program. It gets SIGKILL when the script ends, so stop it before. */
export function startChild(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, options)
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Runs a Node.js program to its end. @returns whether it succeeded */
export async function runChild(args: readonly string[]): Promise<boolean> {
  const [code] = await once(startChild(args, { stdio: 'inherit' }), 'exit')
  return code === 0
}

/** Sends SIGTERM and waits for the end. A child that has ended already is fine. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

export async function stopChildren(): Promise<void> {
  await Promise.all([...running].map(stopChild))
}
