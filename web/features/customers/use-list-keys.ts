import { useEffect, useRef } from 'react'
import { searchBoxId } from './search-box.tsx'

interface ListKeys {
  onOpen: (id: string) => void
  onToggle: (id: string) => void
  /** Somebody moved beyond the last row that is shown. */
  onEnd: () => void
  onEscape: () => void
}

const typedInto = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]'
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-customer]')]
const current = () => document.activeElement?.closest<HTMLElement>('[data-customer]') ?? null

function move(by: 1 | -1, onEnd: () => void) {
  const all = rows()
  const from = current()
  const at = from ? all.indexOf(from) : by === 1 ? -1 : all.length
  const next = all[at + by]
  if (next) {
    next.focus()
    next.scrollIntoView({ block: 'nearest' })
  } else if (by === 1) onEnd()
}

/** `/` to the search, `J` and `K` (or the arrows, once there) from row to row, `Enter` opens, `X` selects. */
export function useListKeys(keys: ListKeys) {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('[role="dialog"], [role="menu"]')) return
      const target = event.target instanceof Element ? event.target : document.body
      const inSearch = target.id === searchBoxId
      if (target.closest(typedInto) && !(inSearch && event.key === 'ArrowDown')) return
      const row = current()
      const arrows = inSearch || row === target
      const { onEnd, onToggle, onOpen, onEscape } = latest.current
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      if (key === '/') document.getElementById(searchBoxId)?.focus()
      else if (key === 'j' || (key === 'ArrowDown' && arrows)) move(1, onEnd)
      else if (key === 'k' || (key === 'ArrowUp' && arrows)) move(-1, onEnd)
      else if (key === 'x' && row?.dataset.customer) onToggle(row.dataset.customer)
      else if (key === 'Enter' && row === target && row.dataset.customer) onOpen(row.dataset.customer)
      else if (key === 'Escape') return onEscape()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
