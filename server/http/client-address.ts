import ipaddr from 'ipaddr.js'

const inside = (address: string, networks: readonly string[]): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return networks.some((network) => {
    const [range, bits] = ipaddr.parseCIDR(network)
    return range.kind() === parsed.kind() && parsed.match(range, bits)
  })
}

/**
 * Returns the socket's address, unless that is a trusted proxy. For a trusted proxy, returns the last address
 * in X-Forwarded-For that is not a trusted proxy. Any client can write the addresses before it.
 */
export function clientAddress(options: {
  socketAddress: string | undefined
  forwardedFor: string | undefined
  trustedProxies: readonly string[]
}): string {
  const { trustedProxies, forwardedFor } = options
  const hops = (forwardedFor ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean)
  let address = options.socketAddress ?? 'unknown'
  while (inside(address, trustedProxies)) {
    const previous = hops.pop()
    if (previous === undefined || !ipaddr.isValid(previous)) break
    address = previous
  }
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}
