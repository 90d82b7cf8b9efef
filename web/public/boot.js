// Runs before the first paint and before the bundle; the Content-Security-Policy allows no inline script.
;(() => {
  // zod must not try `new Function`: the policy forbids it and the browser would report each try.
  globalThis.__zod_globalConfig = { jitless: true }
  let choice = null
  try {
    choice = localStorage.getItem('theme')
  } catch {
    // Storage may be switched off: then the system decides.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
