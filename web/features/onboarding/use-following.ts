import { useCallback, useRef, useState } from 'react'
import type { HostingOutcome } from '#contracts/hosting/schemas.ts'

export interface Following {
  hosting: HostingOutcome
  /** `performance.now()` of the click. */
  sinceMs: number
}

/** An onboarding in progress: followed until its outcome, or until the user leaves. */
export function useFollowing() {
  const [following, setFollowing] = useState<Following | null>(null)
  const done = useRef<((outcome: HostingOutcome) => void) | null>(null)
  const follow = useCallback(
    (next: Following) =>
      new Promise<HostingOutcome>((resolve) => {
        done.current = resolve
        setFollowing(next)
      }),
    [],
  )
  const conclude = useCallback((outcome: HostingOutcome) => {
    setFollowing(null)
    done.current?.(outcome)
  }, [])
  return { following, follow, conclude }
}
