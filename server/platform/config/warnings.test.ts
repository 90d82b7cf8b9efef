import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseConfig } from './parse-config.ts'
import { settingWarnings } from './warnings.ts'

const secure = { isRoot: false, hasStaff: true }
const warned = (env: Record<string, string>, facts = secure) => settingWarnings(parseConfig(env), facts)
const proxied = { PUBLIC_URL: 'https://billing.example.com', TRUSTED_PROXIES: '10.0.0.1' }

describe('A start warns of', () => {
  it.each([
    ['root', {}, { isRoot: true, hasStaff: true }, /^The program runs as root\./],
    ['plain http on all addresses', { HOST: '0.0.0.0' }, secure, /^HOST=0\.0\.0\.0 accepts plain http/],
    ['plain http on IPv6', { HOST: '::' }, secure, /^HOST=:: accepts plain http/],
    ['plain http on a name', { HOST: 'billing.example.com' }, secure, /accepts plain http/],
    [
      'plain http in PUBLIC_URL',
      { HOST: '192.0.2.1', PUBLIC_URL: 'http://billing.example.com' },
      secure,
      /accepts plain http/,
    ],
    [
      'https without a trusted proxy',
      { PUBLIC_URL: 'https://b.example.com' },
      secure,
      /TRUSTED_PROXIES is not set/,
    ],
    ['a key of one character', { SECRET_KEY: 'a'.repeat(40) }, secure, /^SECRET_KEY is easy to guess/],
    ['a repeated key', { SECRET_KEY: 'k3Y!x9'.repeat(8) }, secure, /^SECRET_KEY is easy to guess/],
    [
      'a key of few characters',
      { SECRET_KEY: 'abcabdabeacb'.repeat(3) },
      secure,
      /^SECRET_KEY is easy to guess/,
    ],
    [
      'a password left in the environment',
      { ADMIN_EMAIL: 'a@example.com', ADMIN_PASSWORD: 'plum-Tractor-71' },
      secure,
      /^ADMIN_PASSWORD is still set/,
    ],
  ])('%s', (_name, env, facts, line) => {
    expect(warned(env, facts)).toEqual([expect.stringMatching(line)])
  })
})

describe('A start does not warn of', () => {
  it.each([
    ['the defaults', {}, secure],
    ['loopback addresses', { HOST: '127.0.0.2' }, secure],
    ['loopback on IPv6', { HOST: '::1' }, secure],
    ['a proxy', { ...proxied, HOST: '0.0.0.0' }, secure],
    [
      'the first start with settings',
      { ADMIN_EMAIL: 'a@example.com', ADMIN_PASSWORD: 'x'.repeat(9) },
      { isRoot: false, hasStaff: false },
    ],
  ])('%s', (_name, env: Record<string, string>, facts) => {
    expect(warned(env, facts)).toEqual([])
  })

  it('random keys', () => {
    for (let n = 0; n < 500; n++)
      for (const encoding of ['base64', 'hex'] as const)
        expect(warned({ SECRET_KEY: randomBytes(encoding === 'hex' ? 16 : 24).toString(encoding) })).toEqual(
          [],
        )
  })
})
