import { ApiError, ConnectionError } from '../../lib/problem.ts'

/** How long a form waits for an answer: the call itself waits up to 10 s for the panel. */
export const answerLimitMs = 60_000

/** What to say when the answer to a submission is lost; null for every other failure. */
export function lostAnswer(error: unknown): string | null {
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
  if (error instanceof ConnectionError || timedOut)
    return 'The connection was lost before the server answered, so it may or may not be done. Everything you typed is kept. Try again: nothing is made twice.'
  if (error instanceof ApiError && error.problem.code === 'idempotency-key-reused')
    return 'Your first try went through with what the form held then. Look at the list before you submit this as a new one.'
  return null
}

export const isKeyReused = (error: unknown) =>
  error instanceof ApiError && error.problem.code === 'idempotency-key-reused'
