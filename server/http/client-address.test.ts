import { expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

const trustedProxies = ['10.0.0.0/8', 'fd00::/8']
const behindProxy = (forwardedFor: string) =>
  clientAddress({ socketAddress: '10.0.0.1', forwardedFor, trustedProxies })

it.each([
  ['203.0.113.8', '203.0.113.8'],
  ['203.0.113.8:51234', '203.0.113.8'],
  ['"203.0.113.8:51234"', '203.0.113.8'],
  ['2001:db8::1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['"[2001:db8::1]:443"', '2001:db8::1'],
  ['::ffff:203.0.113.8', '203.0.113.8'],
  ['[::ffff:203.0.113.8]:1', '203.0.113.8'],
  ['198.51.100.1:1, 203.0.113.8:51234', '203.0.113.8'],
  ['203.0.113.8:51234, 10.0.0.2:80', '203.0.113.8'],
  ['203.0.113.8:51234, [fd00::2]:80', '203.0.113.8'],
])('finds the client in X-Forwarded-For: %s', (forwardedFor, client) => {
  expect(behindProxy(forwardedFor)).toBe(client)
})

it.each([
  'unknown',
  '203.0.113.8:',
  '203.0.113.8:port',
  '[2001:db8::1',
  '300.1.1.1:80',
  '',
])('uses the proxy as the client if the last entry is not an address: %j', (forwardedFor) => {
  expect(behindProxy(forwardedFor)).toBe('10.0.0.1')
})

it('ignores X-Forwarded-For of a socket that is not a trusted proxy', () => {
  const options = { socketAddress: '198.51.100.7', forwardedFor: '203.0.113.8:1', trustedProxies }
  expect(clientAddress(options)).toBe('198.51.100.7')
})
