import { rmSync } from 'node:fs'

/**
 * Removes a file or folder when this process ends before it is complete, except after SIGKILL. It has data of customers.
 * A program that writes to it must be killed by an earlier listener.
 * @returns keeps the path, because it is complete or was removed
 */
export function removeAtExit(path: string): () => void {
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', remove)
  return () => void process.off('exit', remove)
}
