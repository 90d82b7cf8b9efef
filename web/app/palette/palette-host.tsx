import { useNavigate, useRouter } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { lazy, useEffect, useRef, useState } from 'react'
import {
  commandKeyName,
  isCommandKey,
  isOverlayOpen,
  isTextEntry,
  isUnmodified,
  keyName,
} from '../../lib/keyboard.ts'
import { useMay } from '../../shared/session/may.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { words } from '../../words/index.ts'

const load = () => import('./palette.tsx')
const Palette = lazy(() => load().then(({ Palette }) => ({ default: Palette })))

/** C alone, except in a field or a dialog. At /customers/new the dialog is open or loading. */
const opensAddCustomer = (event: KeyboardEvent): boolean =>
  keyName(event) === 'c' &&
  isUnmodified(event) &&
  !event.shiftKey &&
  !event.repeat &&
  !isTextEntry(event) &&
  !isOverlayOpen() &&
  window.location.pathname !== '/customers/new'

/** The keyboard shortcuts of every page (Ctrl/Cmd+K, C), and the button that opens the palette. */
export function PaletteHost() {
  const [open, setOpen] = useState(false)
  const navigate = useNavigate()
  const mayAddCustomer = useMay()('customers.write')
  const router = useRouter()
  // Text typed after Ctrl+K while the palette still loads. The field starts with it.
  const ahead = useRef<string | null>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Control' || event.key === 'Meta') void load()
      else if (isCommandKey(event, 'k')) {
        event.preventDefault()
        if (isOverlayOpen()) return
        ahead.current = ''
        setOpen(true)
      } else if (ahead.current !== null && !event.ctrlKey && !event.metaKey) {
        if (event.key.length === 1) ahead.current += event.key
        event.preventDefault()
        event.stopImmediatePropagation()
      } else if (mayAddCustomer && opensAddCustomer(event)) {
        event.preventDefault()
        void navigate({ to: '/customers/new', state: { returnTo: router.latestLocation.href } })
      }
    }
    // In the capture phase, before the page's own shortcuts.
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [navigate, router, mayAddCustomer])
  return (
    <>
      <button
        type="button"
        aria-label={words.palette.open}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
        className="inline-flex h-9 items-center gap-2 rounded-md px-2.5 text-muted transition-colors hover:bg-sunken hover:text-text"
      >
        <Search aria-hidden className="size-4" />
        <kbd aria-hidden className="hidden rounded border border-line px-1 text-xs lg:block">
          {commandKeyName} K
        </kbd>
      </button>
      <LazyPart>
        {open && (
          <Palette
            begin={() => {
              const typed = ahead.current ?? ''
              ahead.current = null
              return typed
            }}
            onClose={() => setOpen(false)}
          />
        )}
      </LazyPart>
    </>
  )
}
