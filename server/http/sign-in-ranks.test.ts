import { expect, it } from 'vitest'
import { testClock } from '#server/platform/clock/index.ts'
import { openKeyring } from '#server/platform/secrets/index.ts'
import { KnownDevices } from './known-device.ts'
import { SignInRanks } from './sign-in-ranks.ts'

const keyring = await openKeyring({ secretKey: 'a secret for tests, long enough', dataDir: '.' })
const owner = { headers: new Headers(), address: '198.51.100.7', email: 'owner@example.com' }

function ranks() {
  const clock = testClock('2026-03-01T08:00:00Z')
  const devices = new KnownDevices(keyring, undefined)
  return { clock, devices, ranks: new SignInRanks(clock, devices) }
}

it('ranks guesses for one email from many addresses behind the first attempt for another email', () => {
  const { ranks: signIn } = ranks()
  const flood = Array.from({ length: 50 }, (_, n) =>
    signIn.of({ ...owner, address: `203.0.113.${n}`, email: 'victim@example.com' }),
  )
  expect(flood).toEqual(flood.toSorted((a, b) => a - b))
  expect(signIn.of(owner)).toBeLessThanOrEqual(flood[1] ?? 0)
})

it('ranks guesses from one address behind the first attempt from another', () => {
  const { ranks: signIn, clock } = ranks()
  const guess = () => signIn.of({ ...owner, address: '203.0.113.9', email: 'a@example.com' })
  expect([guess(), guess(), guess()]).toEqual([1, 3, 5])
  expect(signIn.of(owner)).toBe(1)
  clock.advance(60_001)
  expect(guess()).toBe(1)
})

it('serves an email first from the address and the browser where it has signed in, five times a minute', () => {
  const { ranks: signIn, devices, clock } = ranks()
  signIn.remember(owner.address, owner.email)
  expect(Array.from({ length: 6 }, () => signIn.of(owner))).toEqual([0, 0, 0, 0, 0, 1])
  expect(signIn.of({ ...owner, email: 'other@example.com' })).toBeGreaterThan(0)
  clock.advance(60_001)
  const cookie = devices.cookieFor(owner.email).split(';')[0] ?? ''
  const elsewhere = { ...owner, address: '203.0.113.9', headers: new Headers({ cookie }) }
  expect(signIn.of(elsewhere)).toBe(0)
  expect(signIn.of({ ...elsewhere, email: 'other@example.com' })).toBeGreaterThan(0)
})
