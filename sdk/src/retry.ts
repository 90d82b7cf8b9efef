import { ConnectionError, ProblemError, UnexpectedResponseError } from './errors.ts'

export interface RetryOptions {
  /** Number of tries after the first one. Default: 4. */
  readonly retries?: number | undefined
  /** Upper limit of the first wait, which doubles with each try. Default: 300 ms. */
  readonly firstDelayMs?: number | undefined
  /** Default: 10 s. */
  readonly longestDelayMs?: number | undefined
  /** A longer Retry-After ends the call with the error. Default: 60 s. */
  readonly longestRetryAfterMs?: number | undefined
}

/** A proxy answers these if the server behind it does not respond. */
const passingStatuses = new Set([502, 503, 504])

/** The request was not served, and may be served later. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ConnectionError) return true
  if (error instanceof ProblemError) return error.status === 429 || passingStatuses.has(error.status)
  return error instanceof UnexpectedResponseError && passingStatuses.has(error.status)
}

/** Returns the wait before a retry, or null for no further retry: a random part of a doubling limit, at least Retry-After. */
export function delayBefore(
  retry: number,
  error: unknown,
  options: RetryOptions,
  random: () => number = Math.random,
): number | null {
  const { firstDelayMs = 300, longestDelayMs = 10_000, longestRetryAfterMs = 60_000 } = options
  const asked = error instanceof ProblemError ? (error.retryAfterMs ?? 0) : 0
  if (asked > longestRetryAfterMs) return null
  const backoff = random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (retry - 1))
  return asked + backoff
}

/** @throws the reason of the signal, as soon as it is aborted */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
