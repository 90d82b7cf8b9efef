import { lazy, type ReactNode, useEffect, useRef, useState } from 'react'
import { LazyPart } from './lazy-part.tsx'

const load = () => import('./tip-bubble.tsx')
const TipBubble = lazy(() => load().then(({ TipBubble }) => ({ default: TipBubble })))

const restMs = 300
const crossingMs = 120

/**
 * A tooltip for an icon. The control keeps its own accessible name. Appears after a short hover or
 * on focus, stays while the pointer is on it, and closes on Escape.
 */
export function Tip({ text, children }: { text: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const soon = (next: boolean, ms: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), ms)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the control inside is what is used; this only watches
    <span
      className="relative inline-flex"
      onPointerEnter={({ pointerType }) => {
        if (pointerType === 'touch') return
        void load()
        soon(true, restMs)
      }}
      onPointerLeave={() => soon(false, crossingMs)}
      onPointerDown={() => soon(false, 0)}
      onFocus={({ target }) => target.matches(':focus-visible') && soon(true, 0)}
      onBlur={() => soon(false, 0)}
    >
      {children}
      <LazyPart dispensable>
        {open && (
          <TipBubble
            text={text}
            onEnter={() => clearTimeout(timer.current)}
            onLeave={() => soon(false, crossingMs)}
            onClose={() => soon(false, 0)}
          />
        )}
      </LazyPart>
    </span>
  )
}
