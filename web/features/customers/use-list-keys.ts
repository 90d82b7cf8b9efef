import { useEffect, useRef } from 'react'
import { isOverlayOpen, isTextEntry, isUnmodified, keyName } from '../../lib/keyboard.ts'
import { searchBoxId } from './search-box.tsx'

interface ListKeys {
  onOpen: (id: string) => void
  onToggle: (id: string) => void
  /** Called when the focus moves past the last loaded row. */
  onEnd: () => void
  onEscape: () => void
}

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

type Actions = Record<string, (() => void) | undefined>

/** Returns the action of a key, or undefined if the key keeps its own meaning. */
function actionsOf(event: KeyboardEvent, { onEnd, onToggle, onOpen, onEscape }: ListKeys): Actions {
  const row = current()
  const id = row?.dataset.customer
  const onRow = row !== null && row === event.target
  // Arrow keys scroll the page, except from the search box and between rows.
  const inSearch = event.target instanceof Element && event.target.id === searchBoxId
  const actions: Actions = {
    '/': () => document.getElementById(searchBoxId)?.focus(),
    j: () => move(1, onEnd),
    k: () => move(-1, onEnd),
    ArrowDown: inSearch || onRow ? () => move(1, onEnd) : undefined,
    ArrowUp: onRow ? () => move(-1, onEnd) : undefined,
    x: id ? () => onToggle(id) : undefined,
    Enter: onRow && id ? () => onOpen(id) : undefined,
    Escape: onEscape,
  }
  return isTextEntry(event) ? { ArrowDown: inSearch ? actions.ArrowDown : undefined } : actions
}

/** `/` focuses the search. `J`, `K` and the arrow keys move between rows. `Enter` opens, `X` selects. */
export function useListKeys(keys: ListKeys) {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isUnmodified(event) || isOverlayOpen()) return
      const key = keyName(event)
      const act = actionsOf(event, latest.current)[key]
      if (!act) return
      act()
      // Escape also closes tips.
      if (key !== 'Escape') event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
