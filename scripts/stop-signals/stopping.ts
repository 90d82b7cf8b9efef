import { join } from 'node:path'
import { expect } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { eventually, type RunningProcess, runCommand } from '#testing/running-process.ts'
import { processesWith } from '#testing/system/process-traces.ts'
import { signals, targets } from './entry-points.ts'

export const graceMs = 10_000

/** A command that is stopped in a test. */
export interface Started extends RunningProcess {
  /** The command and all of its children have it in their environment. */
  readonly mark: string
}

export const ways = signals.flatMap((signal) => targets.map((target) => ({ signal, target })))
export type Way = (typeof ways)[number]
/** STOP_SIGNALS=all tests each command in all ways, which takes several minutes. */
export const isComplete = process.env.STOP_SIGNALS === 'all'
/** As a service manager does. */
export const usualWays = isComplete
  ? ways
  : ways.filter(({ signal, target }) => signal === 'SIGTERM' && target === 'process')

/** @param folder for temporary files */
export function startIn(
  folder: string,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Started {
  const mark = `test-stop-${newId()}`
  const running = runCommand(command, {
    MARK: mark,
    SHUTDOWN_GRACE_MS: String(graceMs),
    npm_config_cache: join(folder, 'npm'),
    npm_config_update_notifier: 'false',
    ...env,
  })
  return { ...running, mark }
}

/**
 * Sends the signal, and expects that no process of the command is left.
 * @returns its exit code, null if the signal itself ended it, which a shell shows as 128 and the number of the signal
 */
export async function stop(running: Started, { signal, target }: Way): Promise<number | null> {
  process.kill(target === 'group' ? -running.pid : running.pid, signal)
  let code: number | null | undefined
  const ended = running.ended().then((exitCode) => {
    code = exitCode
  })
  // Half of the grace more, for a busy machine.
  await eventually(
    `${signal} to the ${target} ended the command`,
    async () => code !== undefined,
    graceMs * 1.5,
  ).catch(async (error: unknown) => {
    await running.kill()
    throw new Error(`${error}\n${running.output()}`)
  })
  await ended
  expect(processesWith(running.mark)).toEqual([])
  return code ?? null
}
