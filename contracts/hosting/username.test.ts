import { expect, it } from 'vitest'
import { suggestHostingUsername } from './username.ts'

it.each([
  ['john@example.com', 'john'],
  ['John.Doe@example.com', 'johndoe'],
  ['mailto:john@example.com', 'john'],
  ['r&d@example.com', 'rd'],
  ['weiß@example.com', 'weiss'],
  ['Bjørn.Łuk@example.com', 'bjornluk'],
  ['jürgen@example.com', 'jurgen'],
  ['1and1@example.com', 'and1'],
  ['root@third.example', 'third'],
  ['admin@www.example', 'adminwww'],
  ['postmaster@third.example', 'third'],
  ['root', ''],
  ['1@example.com', ''],
  ['', ''],
])('suggests for %s: %s', (email, username) => {
  expect(suggestHostingUsername(email)).toBe(username)
})

it('suggests the next free name when names are taken', () => {
  const taken = new Set<string>()
  const next = () => {
    const name = suggestHostingUsername('info@second.example', undefined, taken)
    taken.add(name)
    return name
  }
  expect([next(), next(), next(), next(), next()]).toEqual(['info', 'info2', 'info3', 'info4', 'info5'])
})

it('keeps every suggestion within the longest username', () => {
  const rule = { minLength: 1, maxLength: 8, pattern: '[a-z][a-z0-9]*', mismatch: null, help: '' }
  const long = 'averylongname@averylongdomain.example'
  expect(suggestHostingUsername(long, rule)).toBe('averylon')
  expect(suggestHostingUsername(long, rule, new Set(['averylon']))).toBe('averylo2')
})
