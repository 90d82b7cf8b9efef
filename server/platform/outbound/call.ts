/** The clock of one call: aborts at its total deadline, or when the whole client is closed. */
export interface Call extends Disposable {
  readonly signal: AbortSignal
  elapsedMs(): number
  /**
   * Whether the deadline has passed, even if the timer has not fired, because this process may have been
   * suspended.
   */
  overdue(): boolean
  /** A shorter signal for connecting, which also ends with this call. */
  connecting(): AbortSignal
}

export function startCall(options: {
  deadlineMs: number
  connectTimeoutMs: number
  closed: AbortSignal
  now: () => number
}): Call {
  const { closed, now } = options
  const started = now()
  const whole = timer(options.deadlineMs)
  const connect = timer(options.connectTimeoutMs)
  const signal = AbortSignal.any([whole.signal, closed])
  return {
    signal,
    elapsedMs: () => Math.max(0, Math.round(now() - started)),
    overdue: () => now() - started >= options.deadlineMs,
    connecting: () => AbortSignal.any([signal, connect.signal]),
    [Symbol.dispose]() {
      whole.clear()
      connect.clear()
    },
  }
}

function timer(ms: number): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController()
  const timeout = setTimeout(() => controller.abort(), ms)
  return { signal: controller.signal, clear: () => clearTimeout(timeout) }
}
