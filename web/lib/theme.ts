import { useSyncExternalStore } from 'react'
import { chosenTheme, keepThemeCookie, showTheme, type Theme } from './theme-choice.ts'

export type { Theme } from './theme-choice.ts'

const listeners = new Set<() => void>()

function apply() {
  showTheme()
  keepThemeCookie()
  for (const listener of listeners) listener()
}
// The build renders pages without a window, see web/app/static-page.tsx.
if (typeof window !== 'undefined') {
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply)
  window.addEventListener('storage', apply)
}

export function setTheme(theme: Theme) {
  try {
    if (theme === 'system') localStorage.removeItem('theme')
    else localStorage.setItem('theme', theme)
  } catch {
    // Without storage the choice cannot be kept, and the system theme applies.
  }
  apply()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

let renderedTheme: Theme = 'system'
/** Sets the theme that the build renders pages for: it has no storage to read. */
export function renderInTheme(theme: Theme) {
  renderedTheme = theme
}

export const useTheme = () => useSyncExternalStore(subscribe, chosenTheme, () => renderedTheme)
export const useShownTheme = (): 'light' | 'dark' =>
  useSyncExternalStore(
    subscribe,
    () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'),
    () => 'light',
  )
