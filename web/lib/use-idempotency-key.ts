import { useCallback, useRef } from 'react'
import { randomUuid } from './random.ts'

/**
 * One key for a form's submissions: created when the form opens, kept through refusals and lost connections
 * (so that a retry is safe), and renewed after a success.
 */
export function useIdempotencyKey() {
  const key = useRef<string | null>(null)
  key.current ??= randomUuid()
  const current = useCallback(() => {
    key.current ??= randomUuid()
    return key.current
  }, [])
  const renew = useCallback(() => {
    key.current = null
  }, [])
  return { current, renew }
}
