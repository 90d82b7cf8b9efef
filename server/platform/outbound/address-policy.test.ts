import { networkInterfaces } from 'node:os'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAddressPolicy } from './address-policy.ts'

const policyOf = (allowedNetworks: readonly string[]) => {
  const policy = createAddressPolicy({ allowedNetworks })
  return (address: string) => policy(address, 443)
}

describe('the address policy', () => {
  const nothingAllowed = policyOf([])

  it.each([
    ['10.1.2.3', 'a private address', '10.1.2.3/32'],
    ['172.16.0.1', 'a private address', '172.16.0.1/32'],
    ['192.168.1.1', 'a private address', '192.168.1.1/32'],
    ['127.0.0.1', 'a loopback address (this machine itself)', '127.0.0.1/32'],
    ['127.8.8.8', 'a loopback address (this machine itself)', '127.8.8.8/32'],
    ['100.64.1.1', 'a carrier-grade NAT address', '100.64.1.1/32'],
    ['224.0.0.1', 'a multicast address', '224.0.0.1/32'],
    ['255.255.255.255', 'a broadcast address', '255.255.255.255/32'],
    ['240.0.0.1', 'a reserved address', '240.0.0.1/32'],
    ['::1', 'a loopback address (this machine itself)', '::1/128'],
    ['ff02::1', 'a multicast address', 'ff02::1/128'],
    ['::ffff:10.1.2.3', 'a private address', '10.1.2.3/32'],
    ['::ffff:7f00:1', 'a loopback address (this machine itself)', '127.0.0.1/32'],
    ['::7f00:1', 'a reserved address', '::7f00:1/128'],
    ['64:ff9b::a01:203', 'a NAT64 address', '64:ff9b::a01:203/128'],
    ['2002:7f00:1::', 'a 6to4 address', '2002:7f00:1::/128'],
  ])('refuses %s as %s and names the entry that would allow it', (address, what, cidr) => {
    expect(nothingAllowed(address)).toEqual({ allowed: false, what, cidr })
  })

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
  ])('allows the public %s', (address) => {
    expect(nothingAllowed(address)).toEqual({ allowed: true })
  })

  it('allows exactly the entry that a refusal names', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const refused = nothingAllowed(address)
        if (refused.allowed || refused.cidr === null) return
        expect(policyOf([refused.cidr])(address)).toEqual({ allowed: true })
      }),
    )
  })

  it('allows addresses in a listed network, and not the neighboring ones', () => {
    const policy = policyOf([' 10.1.0.0/16', 'fd00::/8', '127.0.0.1'])
    expect(policy('10.1.255.255').allowed).toBe(true)
    expect(policy('::ffff:10.1.0.1').allowed).toBe(true)
    expect(policy('10.2.0.0').allowed).toBe(false)
    expect(policy('fd12::1').allowed).toBe(true)
    expect(policy('127.0.0.1').allowed).toBe(true)
    expect(policy('127.0.0.2').allowed).toBe(false)
    expect(policy('169.254.169.254').allowed).toBe(false)
  })

  it.each([
    '10.0.0.0/33',
    'loopback',
    '10.0.0/8x',
    '',
  ])('names the setting if "%s" is not a network', (entry) => {
    expect(() => policyOf([entry])).toThrow(/PANEL_ALLOWED_NETWORKS/)
  })

  const linkLocal = 'a link-local address (cloud metadata services answer there)'
  const metadata = 'the address of a cloud metadata service'
  it.each([
    ['169.254.169.254', linkLocal],
    ['169.254.170.2', linkLocal],
    ['::ffff:169.254.169.254', linkLocal],
    ['fe80::1%eth0', linkLocal],
    ['64:ff9b::a9fe:a9fe', linkLocal],
    ['64:ff9b:1::a9fe:a9fe', linkLocal],
    ['2002:a9fe:a9fe::1', linkLocal],
    ['2001::a9fe:a9fe:0:0:0:0', linkLocal],
    ['2001:0:a01:203::5601:5601', linkLocal],
    ['::a9fe:a9fe', linkLocal],
    ['fd00:ec2::254', metadata],
    ['fd20:ce::254', metadata],
    ['fd00:42::42', metadata],
    ['168.63.129.16', metadata],
    ['::ffff:168.63.129.16', metadata],
    ['64:ff9b::a83f:8110', metadata],
    ['100.100.100.200', metadata],
    ['192.0.0.192', metadata],
    ['0.0.0.0', 'the unspecified address'],
    ['::', 'the unspecified address'],
    ['not an address', 'not an address'],
  ])('refuses %s also if every network is listed, and names no entry', (address, what) => {
    for (const networks of [[], ['0.0.0.0/0', '::/0'], [address]].filter(
      (each) => each[0] !== 'not an address',
    ))
      expect(policyOf(networks)(address)).toEqual({ allowed: false, what, cidr: null })
  })

  it('refuses the own ports on every address of this machine, also in a listed network, and no others', () => {
    const policy = createAddressPolicy({
      allowedNetworks: ['127.0.0.0/8', '10.0.0.0/8', '::1', '::/96'],
      ownPorts: new Set([8001]),
      ownAddresses: () => ['10.1.2.3', 'fe80::1', '8.8.4.4', '2606:4700::5'],
    })
    const own = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '10.1.2.3', '8.8.4.4', '2606:4700::5']
    for (const address of [...own, '::7f00:1'])
      expect(policy(address, 8001), address).toEqual({
        allowed: false,
        what: 'a port of this installation itself',
        cidr: null,
      })
    for (const address of own) expect(policy(address, 9000), address).toEqual({ allowed: true })
    expect(policy('10.1.2.4', 8001)).toEqual({ allowed: true })
  })

  it('knows the addresses of this machine', () => {
    const policy = createAddressPolicy({ allowedNetworks: ['0.0.0.0/0'], ownPorts: new Set([8001]) })
    for (const { address, family } of Object.values(networkInterfaces()).flatMap((each = []) => each))
      if (family === 'IPv4' && !address.startsWith('169.254.'))
        expect(policy(address, 8001)).toMatchObject({ allowed: false, cidr: null })
  })
})
