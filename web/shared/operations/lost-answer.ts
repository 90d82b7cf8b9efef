import { ApiError, ConnectionError } from '../../lib/problem.ts'
import { words } from '../../words/index.ts'

/** How long a form waits for a response. The call itself waits up to 10 s for the panel. */
export const answerLimitMs = 60_000

/** Returns the text for a lost response to a submission. Null for every other failure. */
export function lostAnswer(error: unknown): string | null {
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
  if (error instanceof ConnectionError || timedOut) return words.onboarding.answerLost
  if (error instanceof ApiError && error.problem.code === 'idempotency-key-reused')
    return words.onboarding.keyReused
  return null
}

export const isKeyReused = (error: unknown) =>
  error instanceof ApiError && error.problem.code === 'idempotency-key-reused'
