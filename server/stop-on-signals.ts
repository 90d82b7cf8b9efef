/** npm passes signals on, so one that a whole process group gets arrives twice. */
const sameSignalMs = 1000

let stoppingSince: number | undefined

/** Whether the program was told to stop: what fails from then on, fails for that reason. */
export const isStopping = (): boolean => stoppingSince !== undefined

/**
 * Calls `stop` at the first SIGTERM or SIGINT, also while the program still starts, and ends with code 0 after it. A
 * later signal ends the program at once, with code 1. As process 1 of a container, Node does nothing without this.
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
