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
 * 203.0.113.8:51234 and [2001:db8::1]:443, as some gateways write them, also in quotes. A bare IPv6 address
 * has no port.
 */
function withoutPort(hop: string): string {
  const text = hop.trim().replace(/^"(.*)"$/, '$1')
  const [, bracketed, , v4] = /^\[([^\]]*)\](:\d+)?$|^([\d.]+):\d+$/.exec(text) ?? []
  return bracketed ?? v4 ?? text
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
  const hops = (forwardedFor ?? '').split(',').map(withoutPort).filter(Boolean)
  let address = options.socketAddress ?? 'unknown'
  while (inside(address, trustedProxies)) {
    const previous = hops.pop()
    if (previous === undefined || !ipaddr.isValid(previous)) break
    address = previous
  }
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}
