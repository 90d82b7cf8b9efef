import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.process>

export type AddressVerdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      /** The kind of address with its article, for example "a private address". */
      readonly what: string
      /** The smallest entry of PANEL_ALLOWED_NETWORKS that would allow it, for example 10.1.2.3/32. */
      readonly cidr: string
    }

export type AddressPolicy = (address: string) => AddressVerdict

/**
 * Allows public addresses, and others only inside one of the given networks.
 * @param allowedNetworks CIDRs such as 10.0.0.0/8 or fd00::/8; a bare address stands for itself
 * @throws {Error} naming PANEL_ALLOWED_NETWORKS if an entry is not a network
 */
export function createAddressPolicy(allowedNetworks: readonly string[]): AddressPolicy {
  const networks = allowedNetworks.map(parseNetwork)
  return (text) => {
    const address = parseAddress(text)
    if (!address) return { allowed: false, what: 'not an address', cidr: text }
    const range = rangeOf(address)
    if (range === 'unicast' || networks.some((network) => contains(network, address)))
      return { allowed: true }
    return {
      allowed: false,
      what: descriptions[range] ?? 'a reserved address',
      cidr: `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`,
    }
  }
}

// process() turns IPv4-mapped IPv6 into the IPv4 address that would really be reached.
function parseAddress(text: string): Address | undefined {
  const withoutZone = text.replace(/%.*$/, '')
  return ipaddr.isValid(withoutZone) ? ipaddr.process(withoutZone) : undefined
}

// Only 2000::/3 is assigned for global use. ::127.0.0.1 (IPv4-compatible) and similar addresses have no named
// range.
const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')

function rangeOf(address: Address): string {
  const range = address.range()
  if (range === 'unicast' && address instanceof ipaddr.IPv6 && !address.match(globalIpv6)) return 'reserved'
  return range
}

const descriptions: Readonly<Record<string, string>> = {
  unspecified: 'the unspecified address',
  broadcast: 'a broadcast address',
  multicast: 'a multicast address',
  linkLocal: 'a link-local address (cloud metadata services answer there)',
  loopback: 'a loopback address (this machine itself)',
  carrierGradeNat: 'a carrier-grade NAT address',
  private: 'a private address',
  uniqueLocal: 'a private (unique-local) address',
  rfc6052: 'a NAT64 address',
  '6to4': 'a 6to4 address',
  teredo: 'a Teredo address',
}

interface Network {
  readonly base: Address
  readonly bits: number
}

function parseNetwork(entry: string): Network {
  const text = entry.trim()
  const bare = parseAddress(text)
  if (bare) return { base: bare, bits: bare.kind() === 'ipv4' ? 32 : 128 }
  if (!ipaddr.isValidCIDR(text))
    throw new Error(
      `PANEL_ALLOWED_NETWORKS: "${text.slice(0, 60)}" is not a network. Write networks like 10.0.0.0/8, separated by commas.`,
    )
  const [base, bits] = ipaddr.parseCIDR(text)
  return { base, bits }
}

function contains({ base, bits }: Network, address: Address): boolean {
  return base.kind() === address.kind() && address.match(base, bits)
}
