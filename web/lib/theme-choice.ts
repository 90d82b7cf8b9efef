export type Theme = 'light' | 'dark' | 'system'

const yearSeconds = 31_536_000

/** The choice of this browser's user; "system" if there is none or storage is switched off. */
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

/** Repeats the choice in a cookie: the server sends the page in that theme, so it is right before any script runs. */
export function keepThemeCookie(): void {
  const theme = chosenTheme()
  const secure = window.location.protocol === 'https:' ? '; secure' : ''
  const age = theme === 'system' ? 0 : yearSeconds
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, and this runs on http too
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax${secure}`
}
