import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

/** A program of this folder in a separate process that responds to each message with one message. */
export interface Forked {
  readonly pid: number
  ask<T>(message: object, answer: z.ZodType<T>): Promise<T>
  end(): Promise<void>
}

export function forkProgram(file: string): Forked {
  const child: ChildProcess = fork(fileURLToPath(new URL(file, import.meta.url)))
  const exited = once(child, 'exit')
  if (child.pid === undefined) throw new Error(`${file} could not be started.`)
  return {
    pid: child.pid,
    async ask(message, answer) {
      child.send(message)
      const [received] = await Promise.race([
        once(child, 'message'),
        exited.then(() => {
          throw new Error(`${file} ended before it responded.`)
        }),
      ])
      return answer.parse(received)
    },
    async end() {
      child.kill()
      await exited
    },
  }
}
