import { hash } from '@node-rs/argon2'
import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './passwords.ts'

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
