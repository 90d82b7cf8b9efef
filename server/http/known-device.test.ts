import { expect, it } from 'vitest'
import { openKeyring } from '#server/platform/secrets/index.ts'
import { KnownDevices } from './known-device.ts'

const keyring = await openKeyring({ secretKey: 'a secret for tests, long enough', dataDir: '.' })
const devices = new KnownDevices(keyring, undefined)
const headersWith = (cookie: string) => new Headers({ cookie: cookie.split(';')[0] ?? '' })

it('recognizes the browser for the email that signed in with it, and for no other', () => {
  const headers = headersWith(devices.cookieFor('Owner@example.com'))
  expect(devices.idOf(headers, 'owner@example.com')).toMatch(/^[\w-]{16}$/)
  expect(devices.idOf(headers, 'other@example.com')).toBeNull()
})

it.each([
  ['no cookie', ''],
  ['an invented cookie', 'nextpanel-billing-device=AAAAAAAAAAAAAAAA.0000'],
  ['a cookie without a signature', 'nextpanel-billing-device=AAAAAAAAAAAAAAAA'],
])('does not recognize %s', (_name, cookie) => {
  expect(devices.idOf(new Headers({ cookie }), 'owner@example.com')).toBeNull()
})

it('does not recognize a cookie with a further part', () => {
  const cookie = devices.cookieFor('owner@example.com').split(';')[0] ?? ''
  expect(devices.idOf(headersWith(cookie), 'owner@example.com')).not.toBeNull()
  for (const suffix of ['.', '.extra'])
    expect(devices.idOf(headersWith(`${cookie}${suffix}`), 'owner@example.com')).toBeNull()
})

it('does not recognize the cookie of another installation', async () => {
  const other = new KnownDevices(
    await openKeyring({ secretKey: 'another secret for tests, long enough', dataDir: '.' }),
    undefined,
  )
  expect(devices.idOf(headersWith(other.cookieFor('owner@example.com')), 'owner@example.com')).toBeNull()
})

it('sets a cookie that scripts cannot read, and over https only a secure one', () => {
  expect(devices.cookieFor('owner@example.com')).toMatch(
    /^nextpanel-billing-device=\S+; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  expect(new KnownDevices(keyring, 'https://billing.example').cookieFor('owner@example.com')).toMatch(
    /^__Host-nextpanel-billing-device=\S+; .*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
})
