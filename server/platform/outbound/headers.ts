type RawHeaders = Readonly<Record<string, string | string[] | undefined>>

const valueLimit = 1000

/**
 * A response's headers: names in lower case, repeated ones joined, control characters removed, values
 * limited.
 */
export function responseHeaders(raw: RawHeaders): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined) continue
    const text = Array.isArray(value) ? value.join(', ') : value
    headers[name.toLowerCase()] = text.replace(/\p{Cc}/gu, '').slice(0, valueLimit)
  }
  return headers
}

// Callers cannot set headers that frame the request or decide the encoding of the response.
const ours = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Returns a caller's headers, reduced to visible ASCII and spaces, so that no value can add a header. */
export function requestHeaders(
  given: Readonly<Record<string, string>>,
  hasBody: boolean,
): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'nextpanel-billing',
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
  }
  for (const [name, value] of Object.entries(given)) {
    if (!/^[\w-]+$/.test(name) || ours.has(name.toLowerCase())) continue
    headers[name.toLowerCase()] = value.replace(/[^\x20-\x7e]/g, '').trim()
  }
  return headers
}
