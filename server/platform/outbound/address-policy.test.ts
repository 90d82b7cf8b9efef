import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAddressPolicy } from './address-policy.ts'

describe('the address policy', () => {
  const nothingAllowed = createAddressPolicy([])

  it.each([
    ['10.1.2.3', 'a private address', '10.1.2.3/32'],
    ['172.16.0.1', 'a private address', '172.16.0.1/32'],
    ['192.168.1.1', 'a private address', '192.168.1.1/32'],
    ['127.0.0.1', 'a loopback address (this machine itself)', '127.0.0.1/32'],
    ['127.8.8.8', 'a loopback address (this machine itself)', '127.8.8.8/32'],
    ['0.0.0.0', 'the unspecified address', '0.0.0.0/32'],
    ['100.64.1.1', 'a carrier-grade NAT address', '100.64.1.1/32'],
    ['169.254.169.254', 'a link-local address (cloud metadata services answer there)', '169.254.169.254/32'],
    ['224.0.0.1', 'a multicast address', '224.0.0.1/32'],
    ['255.255.255.255', 'a broadcast address', '255.255.255.255/32'],
    ['240.0.0.1', 'a reserved address', '240.0.0.1/32'],
    ['::', 'the unspecified address', '::/128'],
    ['::1', 'a loopback address (this machine itself)', '::1/128'],
    ['fe80::1%eth0', 'a link-local address (cloud metadata services answer there)', 'fe80::1/128'],
    ['fd00:ec2::254', 'a private (unique-local) address', 'fd00:ec2::254/128'],
    ['ff02::1', 'a multicast address', 'ff02::1/128'],
    ['::ffff:10.1.2.3', 'a private address', '10.1.2.3/32'],
    ['::ffff:7f00:1', 'a loopback address (this machine itself)', '127.0.0.1/32'],
    ['::7f00:1', 'a reserved address', '::7f00:1/128'],
    ['64:ff9b::a9fe:a9fe', 'a NAT64 address', '64:ff9b::a9fe:a9fe/128'],
    ['2002:7f00:1::', 'a 6to4 address', '2002:7f00:1::/128'],
    ['not an address', 'not an address', 'not an address'],
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
        if (refused.allowed) return
        expect(createAddressPolicy([refused.cidr])(address)).toEqual({ allowed: true })
      }),
    )
  })

  it('allows addresses in a listed network, and not the neighboring ones', () => {
    const policy = createAddressPolicy([' 10.1.0.0/16', 'fd00::/8', '127.0.0.1'])
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
    expect(() => createAddressPolicy([entry])).toThrow(/PANEL_ALLOWED_NETWORKS/)
  })
})
