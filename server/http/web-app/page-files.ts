/** The files that the build writes (web/build/first-paint.ts), by the addresses that show them. */
const pages: readonly (readonly [RegExp, string])[] = [
  [/^\/$/, 'home'],
  [/^\/customers(?:\/new)?\/?$/, 'customers'],
  [/^\/customers\/[^/]+\/?$/, 'customer'],
  [/^\/operations\/?$/, 'operations'],
  [/^\/operations\/[^/]+\/?$/, 'operation'],
  [/^\/server\/?$/, 'servers'],
  [/^\/server\/[^/]+\/?$/, 'server'],
  [/^\/portal\/?$/, 'portal'],
  [/^\/login\/?$/, 'login'],
]
const sessionCookie = /(?:^|;\s*)(?:__Host-)?nextpanel-billing=/
const themeCookie = /(?:^|;\s*)theme=(light|dark)(?:;|$)/

/**
 * Returns the file whose shell matches the page. Without a session cookie that is the sign-in page. Other
 * addresses get index.html, which has no shell: a wrong one would be replaced visibly.
 */
export function pageFile(path: string, cookies = ''): string {
  const page = pages.find(([pattern]) => pattern.test(path))?.[1]
  if (!page) return 'index.html'
  const theme = cookies.match(themeCookie)?.[1] ?? 'system'
  return `pages/${sessionCookie.test(cookies) ? page : 'login'}.${theme}.html`
}
