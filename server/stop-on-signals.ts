/** npm passes signals on, so a signal to a whole process group arrives twice. */
const sameSignalMs = 1000

let stoppingSince: number | undefined

/** Whether the program got a stop signal. Later errors are a consequence of it. */
export const isStopping = (): boolean => stoppingSince !== undefined

/**
 * Calls `stop` at the first SIGTERM or SIGINT, also during the start, and then ends with code 0. A later
 * signal ends the program at once, with code 1. As process 1 of a container, Node ignores signals without
 * this listener.
 */
export function stopOnSignals(stop: (signal: string) => Promise<void>): void {
  const onSignal = async (signal: string) => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > sameSignalMs) process.exit(1)
      return
    }
    stoppingSince = performance.now()
    await stop(signal)
    process.exit(0)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}
