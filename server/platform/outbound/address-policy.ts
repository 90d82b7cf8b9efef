import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.process>

export type AddressVerdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      /** The kind of address with its article, for example "a private address". */
      readonly what: string
      /**
       * The smallest entry of PANEL_ALLOWED_NETWORKS that would allow it, for example 10.1.2.3/32. Null: no entry
       * allows it.
       */
      readonly cidr: string | null
    }

export type AddressPolicy = (address: string, port: number) => AddressVerdict

/** The one rule for every connection that this installation opens: to panels, webhooks and mail servers. */
export interface AddressRules {
  /** PANEL_ALLOWED_NETWORKS: CIDRs such as 10.0.0.0/8 or fd00::/8; a bare address stands for itself. */
  readonly allowedNetworks: readonly string[]
  /** Ports of this installation itself. They are refused on every address of this machine. Default: none. */
  readonly ownPorts?: ReadonlySet<number> | undefined
  /** Replaces the addresses of this machine's network interfaces. */
  readonly ownAddresses?: () => readonly string[]
  /** Refuses public addresses too, for a connection without encryption. Default: false. */
  readonly onlyAllowedNetworks?: boolean
}

/**
 * Allows public addresses, and others only inside one of the allowed networks. Addresses of cloud metadata
 * services, link-local addresses and the own ports are refused even there: they lead to credentials of this
 * machine, or to this installation. An own port gets the same refusal whether it is open or not.
 * @throws {Error} naming PANEL_ALLOWED_NETWORKS if an entry is not a network
 */
export function createAddressPolicy({
  allowedNetworks,
  ownPorts = new Set(),
  ownAddresses = interfaceAddresses,
  onlyAllowedNetworks = false,
}: AddressRules): AddressPolicy {
  const networks = allowedNetworks.map(parseNetwork)
  return (text, port) => {
    const address = parseAddress(text)
    if (!address) return { allowed: false, what: 'not an address', cidr: null }
    const reached = [address, ...embeddedIn(address)]
    const never = reached.map(whyNever).find((reason) => reason !== null)
    if (never) return { allowed: false, what: never, cidr: null }
    if (ownPorts.has(port) && reached.some((each) => isOwn(each, ownAddresses)))
      return { allowed: false, what: ownPort, cidr: null }
    const range = rangeOf(address)
    if (networks.some((network) => contains(network, address))) return { allowed: true }
    if (range === 'unicast' && !onlyAllowedNetworks) return { allowed: true }
    return {
      allowed: false,
      what: range === 'unicast' ? 'a public address' : (descriptions[range] ?? 'a reserved address'),
      cidr: `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`,
    }
  }
}

export const ownPort = 'a port of this installation itself'

const interfaceAddresses = () =>
  Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address))

// Amazon, Google, Microsoft Azure, Alibaba, Oracle and Scaleway. Those of the IPv4 link-local range, which most
// clouds use, are refused with that range.
const metadataServices = [
  'fd00:ec2::254',
  'fd20:ce::254',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
  'fd00:42::42',
].map((text) => ipaddr.process(text).toString())

/** Returns what the address is if no setting allows it. */
function whyNever(address: Address): string | null {
  if (metadataServices.includes(address.toString())) return 'the address of a cloud metadata service'
  const range = address.range()
  return range === 'linkLocal' || range === 'unspecified' ? (descriptions[range] ?? null) : null
}

function isOwn(address: Address, ownAddresses: () => readonly string[]): boolean {
  if (address.range() === 'loopback') return true
  return ownAddresses().some((own) => parseAddress(own)?.toString() === address.toString())
}

/** Returns the IPv4 addresses that a gateway would reach for an IPv6 address that contains them. */
function embeddedIn(address: Address): Address[] {
  if (!(address instanceof ipaddr.IPv6)) return []
  const bytes = address.toByteArray()
  const at = (start: number, mask = 0) =>
    new ipaddr.IPv4(bytes.slice(start, start + 4).map((byte) => byte ^ mask))
  if (address.range() === '6to4') return [at(2)]
  if (address.range() === 'teredo') return [at(4), at(12, 0xff)]
  // NAT64, with the well-known or a local prefix, and IPv4-compatible addresses.
  const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0) && rangeOf(address) === 'reserved'
  return address.range() === 'rfc6052' || address.match(localNat64) || isCompatible ? [at(12)] : []
}

const localNat64 = ipaddr.IPv6.parseCIDR('64:ff9b:1::/48')

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
