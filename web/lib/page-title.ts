import { useEffect, useSyncExternalStore } from 'react'
import { words } from '../words/index.ts'

let parts: readonly string[] = []
let count = 0
let announcement = ''
/** The focused element when a link was followed. Null after the new page has loaded. */
let left: { focus: Element | null } | null = null
const listeners = new Set<() => void>()

const textOf = (shown: readonly string[]) => [...shown, words.common.product].join(' - ')

function write() {
  document.title = count > 0 ? `(${count}) ${textOf(parts)}` : textOf(parts)
}

/** Titles the document: "Anna Svoboda - Hosting - NextPanel Billing". Parts that are not known yet are left out. */
export function usePageTitle(...wanted: readonly (string | undefined)[]): void {
  const known = wanted.filter((part) => part !== undefined)
  const key = known.join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the parts, which are a new array each time
  useEffect(() => {
    parts = known
    write()
    return () => {
      parts = []
      write()
    }
  }, [key])
}

/** Puts the number of items that need action before every title: "(20) Operations - NextPanel Billing". */
export function setTitleCount(next: number): void {
  count = next
  write()
}

/** Marks that another page is loading. Its heading gets the focus, and its title is announced. */
export function expectPage(): void {
  left = { focus: document.activeElement }
}

/** Called when a page's heading is mounted. Does nothing if the user has moved the focus since then. */
export function arriveAt(heading: HTMLElement, title: readonly string[]): void {
  if (!left) return
  const { focus } = left
  left = null
  announcement = textOf(title)
  for (const listener of listeners) listener()
  const active = document.activeElement
  if (active === focus || active === document.body || !focus?.isConnected)
    heading.focus({ preventScroll: true })
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The title of the page that a link led to; empty before the first. */
export const useAnnouncement = () =>
  useSyncExternalStore(
    subscribe,
    () => announcement,
    () => '',
  )
