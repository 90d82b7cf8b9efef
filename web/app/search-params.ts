/** Search parameters are plain strings: `?search=007` stays "007" and is readable in the address bar. */
export const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search))

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (typeof value === 'string' && value !== '') params.set(name, value)
  const text = params.toString()
  return text && `?${text}`
}

/** Returns a path of this application, or "/" for any other address. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith('/')) return '/'
  const url = URL.parse(next, window.location.origin)
  // "/.//host" has our origin, but its path begins with "//host", which names another site.
  const isOwn = url?.origin === window.location.origin && !url.pathname.startsWith('//')
  return isOwn ? url.pathname + url.search : '/'
}
