import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { isOverlayOpen, isTextEntry, isUnmodified, keyName } from '../../lib/keyboard.ts'
import { usePlaces } from './places.ts'

const KeySheet = lazy(() => import('./key-sheet.tsx').then(({ KeySheet }) => ({ default: KeySheet })))

/** The time limit for the second key after G. */
const sequenceMs = 1500

const belongsToPage = (event: KeyboardEvent) =>
  isUnmodified(event) && !event.repeat && !isTextEntry(event) && !isOverlayOpen()

/** `?` shows the keyboard shortcuts. G and a second key open a page. */
export function KeyHost() {
  const navigate = useNavigate()
  const places = usePlaces()
  const [open, setOpen] = useState(false)
  const gAt = useRef<number | null>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const afterG = gAt.current !== null && event.timeStamp - gAt.current <= sequenceMs
      gAt.current = null
      if (!belongsToPage(event)) return
      const key = keyName(event)
      const place = afterG ? places.find((one) => one.key === key) : undefined
      if (place) void navigate({ to: place.to })
      else if (key === '?') setOpen(true)
      else if (key === 'g') gAt.current = event.timeStamp
      else return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    // On the window in the capture phase, because C alone opens Add Customer.
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [navigate, places])
  return <Suspense>{open && <KeySheet onClose={() => setOpen(false)} />}</Suspense>
}
