import { hash } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { generatePassword } from '#contracts/password-generator.ts'
import { hashGenerated, hashPassword, verifyPassword } from './passwords.ts'

const composed = 'Pässwörter-é-Ω'.normalize('NFC')
const decomposed = composed.normalize('NFD')

it.each([
  ['composed', composed],
  ['decomposed', decomposed],
])('accepts a password in either form of its accents when it was set %s', async (_, set) => {
  const sealed = await hashPassword(set)
  for (const password of [composed, decomposed])
    expect(await verifyPassword({ hash: sealed, password })).toBe(true)
})

it('treats every kind of space as the same', async () => {
  const sealed = await hashPassword('correct\u00a0horse\u3000battery')
  expect(await verifyPassword({ hash: sealed, password: 'correct horse battery' })).toBe(true)
})

it.each([
  ['composed', composed],
  ['decomposed', decomposed],
  ['a no-break space', 'correct\u00a0horse'],
  ['letters of ASCII', 'correct horse battery'],
])('accepts the hash that an older version made of %s', async (_, password) => {
  const old = await hash(password)
  expect(await verifyPassword({ hash: old, password })).toBe(true)
  expect(await verifyPassword({ hash: old, password: password.normalize('NFC') })).toBe(true)
  expect(await verifyPassword({ hash: old, password: password.normalize('NFD') })).toBe(true)
})

it('refuses another password, also one that differs only in case, width or accents', async () => {
  const sealed = await hashPassword('Pässword-1')
  for (const password of ['Password-1', 'pässword-1', 'Ｐässword-1', 'Pässword-1 ', ''])
    expect(await verifyPassword({ hash: sealed, password })).toBe(false)
})

describe('A generated password', () => {
  it('is verified, and no other one is', async () => {
    const password = generatePassword()
    const sealed = hashGenerated(password)
    expect(sealed).not.toContain(password)
    expect(await verifyPassword({ hash: sealed, password })).toBe(true)
    for (const other of [generatePassword(), `${password} `, password.toLowerCase(), '', sealed])
      expect(await verifyPassword({ hash: sealed, password: other })).toBe(false)
  })

  it('has a hash of its own each time', () => {
    const password = generatePassword()
    expect(hashGenerated(password)).not.toBe(hashGenerated(password))
  })

  it('has more than 112 random bits, as a fast hash needs', () => {
    // The likeliest password: a letter, then 19 places. Four of them, in any order, were drawn from one class each, so a
    // password with several characters of each class could have been drawn in several ways: at most 5 * 5 * 5 * 4.
    const ways = (5 * 5 * 5 * 4) / (19 * 18 * 17 * 16)
    const probability = (1 / 48) * ways * (1 / (24 * 24 * 8 * 10)) * (1 / 66) ** 15
    const bits = -Math.log2(probability)
    expect(generatePassword()).toHaveLength(20)
    expect(bits).toBeGreaterThan(112)
  })
})
