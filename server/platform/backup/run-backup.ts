import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { programFile } from '#server/platform/product/index.ts'
import { BackupError } from './backup-error.ts'
import type { BackupTask } from './backup-program.ts'

const program = programFile('server/platform/backup/backup-program.ts')

const result = z.union([
  z.object({ made: z.object({ bytes: z.number(), rows: z.number() }) }),
  z.object({ problem: z.string().nullable() }),
])

/**
 * Makes one backup in a separate process, so that compression and encryption do not delay requests. The process ends with
 * this one, or when `signal` is aborted.
 * @throws {BackupError} with a message for operators
 */
export async function runBackup(
  task: BackupTask,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly rows: number }> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] })
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  signal.addEventListener('abort', kill)
  if (signal.aborted) kill()
  try {
    const closed = new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', () => resolve())
    })
    // A program that ends early does not read its input.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(task))
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), closed])
    if (signal.aborted) throw new BackupError('The application was stopped during the backup.')
    const ended = result.safeParse(output === '' ? null : JSON.parse(output))
    if (ended.success && 'made' in ended.data) return ended.data.made
    const problem = ended.success && 'problem' in ended.data ? ended.data.problem : null
    if (problem !== null) throw new BackupError(problem)
    throw new Error(`The backup process ended unexpectedly: ${errors.trim().slice(-2000)}`)
  } finally {
    process.off('exit', kill)
    signal.removeEventListener('abort', kill)
  }
}
