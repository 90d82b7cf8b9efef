import type { PanelResponse } from '#panels/kit/index.ts'

interface Unreadable {
  readonly message: string
  readonly remedy: string
}

const plainRemedy = (what: string) =>
  `${what} Then test the connection again. If there is no proxy, check the version of NextPanel.`

// Only well-known words are shown: a header's text may be that of another service.
const known = new Set([
  'gzip',
  'deflate',
  'br',
  'zstd',
  'text/plain',
  'text/json',
  'application/octet-stream',
])

/**
 * Returns the reason why a possible response of the panel cannot be read: a proxy or another version sends it
 * in another form than application/json in UTF-8. Null for a readable response, or one that is not JSON.
 */
export function whyUnreadable({ headers, body }: Pick<PanelResponse, 'headers' | 'body'>): Unreadable | null {
  if (body.kind === 'json' || body.kind === 'empty') return null
  if (body.kind === 'other' && /html/i.test(body.contentType)) return null
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding !== 'identity' && encoding !== '')
    return {
      message: `The panel, or a proxy in front of it, compresses its responses${known.has(encoding) ? ` (${encoding})` : ''}, although uncompressed responses were requested.`,
      remedy: plainRemedy('Turn off compression for the paths of the API (in nginx: “gzip off”).'),
    }
  if (body.kind === 'malformed-json')
    return body.text.includes('\ufffd')
      ? {
          message: 'The panel’s responses are not in UTF-8, so they cannot be read.',
          remedy: plainRemedy('Configure the panel, or the proxy in front of it, to respond in UTF-8.'),
        }
      : null
  if (!/^\s*[{[]/.test(body.text)) return null
  const type = body.contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const shown = type === '' ? 'nothing' : known.has(type) ? `“${type}”` : 'another type'
  return {
    message: `The panel, or a proxy in front of it, declares its responses as ${shown} instead of application/json.`,
    remedy: plainRemedy('Configure the proxy to forward the panel’s header Content-Type: application/json.'),
  }
}
