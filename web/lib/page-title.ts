import { useEffect, useSyncExternalStore } from 'react'
import { words } from '../words/index.ts'

let parts: readonly string[] = []
let count = 0
let announcement = ''
/** The focus at the time when a link was followed; null once the new page has arrived. */
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

/** Puts a count of what needs action before every title: "(20) Operations - NextPanel Billing". 0 removes it. */
export function setTitleCount(next: number): void {
  count = next
  write()
}

/** Another page is on its way: its heading will take the focus, and its title will be announced. */
export function expectPage(): void {
  left = { focus: document.activeElement }
}

/** Called by a page's heading once it is there. Does nothing if the visitor has moved on in the meantime. */
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
