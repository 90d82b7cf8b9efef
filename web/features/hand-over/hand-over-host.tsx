import { useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { handOver, useHandOver } from './store.ts'

const Tray = lazy(() =>
  import('./hand-over-tray.tsx').then(({ HandOverTray }) => ({ default: HandOverTray })),
)

/** The place of the hand-over tray on every staff page. It loads the tray with the first result. */
export function HandOverHost({ userId }: { userId: string }) {
  const { entries } = useHandOver()
  const { pathname } = useLocation()
  useEffect(() => handOver.belongsTo(userId), [userId])
  // On the next page the tray would be in the way. The Add Customer dialog closes to a page with it open.
  const previous = useRef(pathname)
  useEffect(() => {
    if (previous.current !== pathname && previous.current !== '/customers/new') handOver.setOpen(false)
    previous.current = pathname
  }, [pathname])
  return (
    // Present before its content, so that screen readers announce each result.
    <div aria-live="polite">
      <Suspense>{entries.length > 0 && <Tray />}</Suspense>
    </div>
  )
}
