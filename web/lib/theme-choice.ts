export type Theme = 'light' | 'dark' | 'system'

const yearSeconds = 31_536_000

/** The theme choice of this browser. "system" if there is none, or without storage. */
export function chosenTheme(): Theme {
  try {
    const value = localStorage.getItem('theme')
    return value === 'light' || value === 'dark' ? value : 'system'
  } catch {
    return 'system'
  }
}

/** Sets the theme that the stylesheet shows. */
export function showTheme(): void {
  const theme = chosenTheme()
  const system = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.dataset.theme = theme === 'system' ? system : theme
}

/** Copies the choice into a cookie, so that the server sends the page in that theme before any script runs. */
export function keepThemeCookie(): void {
  const theme = chosenTheme()
  const secure = window.location.protocol === 'https:' ? '; secure' : ''
  const age = theme === 'system' ? 0 : yearSeconds
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, and this runs on http too
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax${secure}`
}
