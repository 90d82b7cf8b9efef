import { isIP } from 'node:net'
import { bearerTokenIn } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Returns host and port of a Host header, or null if it has another form. */
function hostOf(request: Request): URL | null {
  const host = request.headers.get('host')
  return host === null || /[/?#@\\\s]/.test(host) ? null : URL.parse(`http://${host}`)
}

/** A name that no public DNS answers: an IP address, localhost, or a single label as between containers. */
const isLocalName = (hostname: string) =>
  isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0 || !hostname.includes('.')

/**
 * Refuses a request for a name that is not this installation's, if PUBLIC_URL says which one is. With DNS
 * rebinding, a page of another site reaches this server under its own name. It cannot do that under an IP
 * address or a name without a dot, which programs and health checks use.
 * @throws {Refusal} unknown-host
 */
export function refuseUnknownHost(request: Request, publicUrl: string | undefined): void {
  if (publicUrl === undefined || !request.headers.has('host')) return
  const host = hostOf(request)
  if (host && (host.hostname === new URL(publicUrl).hostname || isLocalName(host.hostname))) return
  throw new Refusal(
    'unknown-host',
    `This request is for ${request.headers.get('host')?.slice(0, 200)}, which is not an address of this application. Open it at the address in PUBLIC_URL. Behind a proxy, pass on the Host header.`,
  )
}

/**
 * Refuses writes that a page of another site sends with our cookie. Browsers send Sec-Fetch-Site, or at least
 * Origin, with every such request. A request without both comes from a program, which has the cookie only on
 * purpose. So does a call with an API token and without any cookie: no cookie can act for it, and a page cannot
 * add the header to a request to another site.
 * @throws {Refusal} foreign-origin
 */
export function refuseForeignOrigin(request: Request, publicUrl: string | undefined): void {
  if (safeMethods.has(request.method) || isTokenCall(request)) return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const isForeignSite = site === 'cross-site' || site === 'same-site'
  if (!isForeignSite && (origin === null || isOwnOrigin(origin, request, publicUrl))) return
  throw new Refusal(
    'foreign-origin',
    `This request came from a page of ${origin?.slice(0, 200) ?? 'another site'}, not from this application. Open the application at its own address. Behind a proxy, set PUBLIC_URL to that address.`,
  )
}

const isTokenCall = ({ url, headers }: Request) =>
  new URL(url).pathname.startsWith('/api/v1/') && !headers.has('cookie') && bearerTokenIn(headers) !== null

/** At the public host, scheme and port must match as well. */
function isOwnOrigin(origin: string, request: Request, publicUrl: string | undefined): boolean {
  if (origin === publicUrl) return true
  const from = URL.parse(origin)
  if (publicUrl !== undefined && from?.hostname === new URL(publicUrl).hostname) return false
  const host = request.headers.get('host')
  return host !== null && from?.host === host
}
