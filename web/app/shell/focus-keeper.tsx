import { useEffect } from 'react'

/** Layers return the focus to their openers themselves, a moment after they close. */
const isInLayer = (element: Element) => element.closest('[role=dialog], [role=menu], [role=listbox]') !== null

/**
 * Moves the focus to the heading of the page when the focused element is removed, for example "Refund" after a refund
 * of everything. Without this, a screen reader starts again at the top of the document.
 */
export function FocusKeeper() {
  useEffect(() => {
    let latest: Element | null = null
    const onFocusIn = ({ target }: FocusEvent) => {
      latest = target instanceof Element && !isInLayer(target) ? target : null
    }
    const observer = new MutationObserver(() => {
      if (!latest || latest.isConnected || document.activeElement !== document.body) return
      latest = null
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
    })
    document.addEventListener('focusin', onFocusIn)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      document.removeEventListener('focusin', onFocusIn)
      observer.disconnect()
    }
  }, [])
  return null
}
