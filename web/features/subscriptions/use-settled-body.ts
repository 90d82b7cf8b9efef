import { useMemo } from 'react'
import { useSettled } from '../../lib/use-settled.ts'

const settleMs = 300

/**
 * Returns the body of a preview after it has not changed for a moment.
 * @param body plain JSON
 * @returns `outdated`: the fields changed since
 */
export function useSettledBody<Body>(body: Body): { body: Body; outdated: boolean } {
  const typed = JSON.stringify(body)
  const settled = useSettled(typed, settleMs)
  const latest = useMemo<Body>(() => JSON.parse(settled), [settled])
  return { body: latest, outdated: settled !== typed }
}
