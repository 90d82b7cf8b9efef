/**
 * Runs a function once after `ms` and returns the function that cancels it. A test replaces it together with the
 * clock, because an interval also has to notice when the clock is moved.
 */
export type StartTimer = (run: () => Promise<void>, ms: number) => () => void

/** Does not keep the process alive. */
export const startSystemTimer: StartTimer = (run, ms) => {
  const timer = setTimeout(() => void run(), ms).unref()
  return () => clearTimeout(timer)
}
