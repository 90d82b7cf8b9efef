import { useEffect } from 'react'
import { keepDraft, readDraft } from './draft.ts'

/** A page that was opened in this tab. */
export interface RecentPage {
  readonly href: string
  readonly label: string
}

// A draft, so that signing out removes it.
const draft = 'recent-pages'
const kept = 6

const isRecentPage = (value: unknown): value is RecentPage =>
  typeof value === 'object' &&
  value !== null &&
  'href' in value &&
  typeof value.href === 'string' &&
  'label' in value &&
  typeof value.label === 'string'

/** Newest first. */
export function recentPages(): readonly RecentPage[] {
  const pages = readDraft(draft)?.pages
  return Array.isArray(pages) ? pages.filter(isRecentPage) : []
}

/** Remembers that the page of an item was opened. */
export function useRecentPage(href: string, label: string): void {
  useEffect(() => {
    const others = recentPages().filter((page) => page.href !== href)
    keepDraft(draft, { pages: [{ href, label }, ...others].slice(0, kept) })
  }, [href, label])
}
