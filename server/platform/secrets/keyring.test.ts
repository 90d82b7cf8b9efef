import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sealEarlier } from '#testing/seal-earlier.ts'
import { openKeyring, SealError } from './index.ts'

let dataDir = ''
beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'test-keyring-')), 'data')
})
afterEach(() => rm(join(dataDir, '..'), { recursive: true }))

const withKey = (secretKey: string) => openKeyring({ secretKey, dataDir })

describe('A keyring', () => {
  it('decrypts its own values in any script, and never encrypts twice to the same text', async () => {
    const keyring = await withKey('a'.repeat(32))
    const sealed = ['pässwörd ☃', 'pässwörd ☃', ''].map((text) => keyring.seal(text, 'row:1'))
    expect(sealed.map((each) => keyring.open(each, 'row:1'))).toEqual(['pässwörd ☃', 'pässwörd ☃', ''])
    expect(sealed[0]).not.toBe(sealed[1])
    expect(sealed[0]).toMatch(/^v2(\.[\w-]+){4}$/)
    expect(sealed[0]).not.toContain('pässwörd')
  })

  it('decrypts a value only in its own context', async () => {
    const keyring = await withKey('a'.repeat(32))
    const sealed = keyring.seal('secret', 'row:1')
    expect(() => keyring.open(sealed, 'row:2')).toThrow('belongs to another row')
  })

  it('opens a value of an earlier version only as such, and no value of its own as an earlier one', async () => {
    const keyring = await withKey('a'.repeat(32))
    const earlier = sealEarlier('a'.repeat(32), 'secret', 'row:1')
    expect(keyring.openEarlier(earlier, 'row:1')).toBe('secret')
    expect(() => keyring.openEarlier(earlier, 'row:2')).toThrow('belongs to another row')
    expect(() => keyring.open(earlier, 'row:1')).toThrow('format of another version')
    expect(() => keyring.openEarlier(keyring.seal('secret', 'row:1'), 'row:1')).toThrow(
      'format of another version',
    )
  })

  it('detects every changed part', async () => {
    const keyring = await withKey('a'.repeat(32))
    const parts = keyring.seal('secret', 'row:1').split('.')
    for (const [index, part] of parts.entries()) {
      const changed = parts.with(index, (part.startsWith('A') ? 'B' : 'A') + part.slice(1)).join('.')
      expect(() => keyring.open(changed, 'row:1')).toThrow(SealError)
    }
  })

  it.each([
    '',
    'plain text',
    'v1.a.b',
    'v2.a.b',
    'v2.a.b.c.d.e',
  ])('refuses %j, which it did not encrypt', async (text) => {
    const keyring = await withKey('a'.repeat(32))
    expect(() => keyring.open(text, 'row:1')).toThrow('not an encrypted value')
  })

  it('accepts no shortened tag', async () => {
    const keyring = await withKey('a'.repeat(32))
    const sealed = keyring.seal('secret', 'row:1').split('.')
    const tag = Buffer.from(sealed[4] ?? '', 'base64url')
      .subarray(0, 4)
      .toString('base64url')
    expect(() => keyring.open(sealed.with(4, tag).join('.'), 'row:1')).toThrow(SealError)
  })

  it('reports a value that was encrypted with another key', async () => {
    const sealed = (await withKey('a'.repeat(32))).seal('secret', 'row:1')
    const other = await withKey('b'.repeat(32))
    expect(() => other.open(sealed, 'row:1')).toThrow('encrypted with another key')
  })

  it('has a separate, stable key for each purpose', async () => {
    const [one, two] = [await withKey('a'.repeat(32)), await withKey('a'.repeat(32))]
    expect(one.derive('sessions')).toEqual(two.derive('sessions'))
    expect(one.derive('sessions')).toHaveLength(32)
    expect(one.derive('sessions')).not.toEqual(one.derive('other'))
    expect(one.mac('body', 'text')).toMatch(/^[0-9a-f]{64}$/)
    expect(one.mac('body', 'text')).toBe(two.mac('body', 'text'))
    expect(one.mac('body', 'text')).not.toBe(one.mac('other', 'text'))
  })

  it('keeps its keys if a caller overwrites a derived one', async () => {
    const keyring = await withKey('a'.repeat(32))
    const before = keyring.derive('mac.body').toString('hex')
    const mac = keyring.mac('body', 'text')
    keyring.derive('mac.body').fill(0)
    expect(keyring.derive('mac.body').toString('hex')).toBe(before)
    expect(keyring.mac('body', 'text')).toBe(mac)
  })
})

describe('The key file', () => {
  it('is created once, for its owner only, and then reused', async () => {
    const sealed = (await openKeyring({ dataDir })).seal('secret', 'row:1')
    const { mode } = await stat(join(dataDir, 'secret.key'))
    expect(mode & 0o777).toBe(0o600)
    expect((await openKeyring({ dataDir })).open(sealed, 'row:1')).toBe('secret')
  })

  it('is one file if many processes start at once', async () => {
    const keyrings = await Promise.all(Array.from({ length: 10 }, () => openKeyring({ dataDir })))
    const keys = new Set(keyrings.map((keyring) => keyring.derive('any').toString('hex')))
    expect(keys.size).toBe(1)
    expect(await readdir(dataDir)).toEqual(['secret.key'])
  })

  it('is not created if SECRET_KEY is set', async () => {
    await withKey('a'.repeat(32))
    await expect(stat(dataDir)).rejects.toThrow('ENOENT')
  })

  it('is never replaced if it is damaged', async () => {
    await openKeyring({ dataDir })
    await writeFile(join(dataDir, 'secret.key'), '')
    await expect(openKeyring({ dataDir })).rejects.toThrow('is damaged')
    expect(await readFile(join(dataDir, 'secret.key'), 'utf8')).toBe('')
  })
})
