import { isIP } from 'node:net'

/** The site that passkeys belong to. */
export interface RelyingParty {
  /** The host name. Browsers offer a passkey only there. */
  readonly id: string
  isOrigin(origin: string): boolean
}

/**
 * Returns the site of this installation: the host of PUBLIC_URL, or localhost without one. Null if browsers allow no
 * passkeys there: they need a name, and https except on localhost.
 */
export function relyingPartyOf(publicUrl: string | undefined): RelyingParty | null {
  if (publicUrl === undefined)
    return { id: 'localhost', isOrigin: (origin) => URL.parse(origin)?.hostname === 'localhost' }
  const { hostname, protocol, origin: own } = new URL(publicUrl)
  const isAllowed = protocol === 'https:' || hostname === 'localhost'
  if (!isAllowed || isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0) return null
  return { id: hostname, isOrigin: (origin) => origin === own }
}
