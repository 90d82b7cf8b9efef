/** A request that boot.js sent while the application was still loading. */
interface BootRequest {
  readonly sentAt: number
  readonly response: Promise<Response>
}

declare global {
  /** Set by boot.js. It is a classic script and shares only globals with the application's modules. */
  var bootRequests: Map<string, BootRequest> | undefined
}

const lifetimeMs = 10_000

/** Two addresses that differ only in the order of their parameters are the same request. */
function keyOf(address: string): string {
  const url = new URL(address, window.location.origin)
  url.searchParams.sort()
  return url.pathname + url.search
}

export function sendBootRequests(addresses: readonly string[]): void {
  globalThis.bootRequests = new Map(
    addresses.map((address) => [keyOf(address), { sentAt: performance.now(), response: fetch(address) }]),
  )
  // A failure is handled when the application takes the response, and it may never do so.
  for (const { response } of globalThis.bootRequests.values()) response.catch(() => {})
}

/** Forgets every unused boot response: after a write or a sign-in they may be wrong. */
export function dropBootResponses(): void {
  globalThis.bootRequests?.clear()
}

/**
 * Returns the response that boot.js already requested, once.
 * Returns null if there is none, if it is older than 10 s, or if it failed: then the caller sends its own request.
 */
export async function takeBootResponse(address: string): Promise<Response | null> {
  const key = keyOf(address)
  const request = globalThis.bootRequests?.get(key)
  if (!request) return null
  globalThis.bootRequests?.delete(key)
  if (performance.now() - request.sentAt > lifetimeMs) return null
  const response = await request.response.catch(() => null)
  // 401 is the expected response to /me for signed-out visitors. Other failures may pass on a second attempt.
  return response && (response.ok || response.status === 401) ? response : null
}
