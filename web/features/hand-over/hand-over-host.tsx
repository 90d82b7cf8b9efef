import { useLocation } from '@tanstack/react-router'
import { lazy, useEffect, useRef } from 'react'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { handOver, useHandOver } from './store.ts'

const load = () => import('./hand-over-tray.tsx')
const Tray = lazy(() => load().then(({ HandOverTray }) => ({ default: HandOverTray })))

/** Mounts the Credentials tray on every staff page. */
export function HandOverHost({ userId }: { userId: string }) {
  const { entries } = useHandOver()
  const { pathname } = useLocation()
  useEffect(() => handOver.belongsTo(userId), [userId])
  const previous = useRef(pathname)
  useEffect(() => {
    // Loaded before the first result: a missing file reloads the page, and a reload would lose the credentials.
    if (pathname === '/customers/new') load().catch(() => {})
    // The tray is minimized on the next page. After the Add Customer dialog it stays open.
    if (previous.current !== pathname && previous.current !== '/customers/new') handOver.setOpen(false)
    previous.current = pathname
  }, [pathname])
  return (
    // Present before its content, so that screen readers announce each result.
    <div aria-live="polite">
      <LazyPart>{entries.length > 0 && <Tray />}</LazyPart>
    </div>
  )
}
