import { type RefObject, useEffect, useRef } from 'react'

/** Keeps the current entry of a list that scrolls sideways visible, for example the last tab on a phone. */
export function useCurrentInView<Row extends HTMLElement>(current: string): RefObject<Row | null> {
  const row = useRef<Row>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry is current
  useEffect(() => {
    const show = () => {
      const list = row.current
      const entry = list?.querySelector('[data-status=active], [data-state=active]')
      if (!list || !entry) return
      const frame = list.getBoundingClientRect()
      const { left, right } = entry.getBoundingClientRect()
      if (right > frame.right) list.scrollLeft += right - frame.right
      else if (left < frame.left) list.scrollLeft -= frame.left - left
    }
    show()
    // A web font has other widths than the font before it.
    void document.fonts?.ready.then(show)
    window.addEventListener('resize', show)
    return () => window.removeEventListener('resize', show)
  }, [current])
  return row
}
