import { sql } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { describeDomainOnEmbedded } from '../domain.ts'
import { codeOf, openApi } from './open-api.ts'

const argon2 = vi.hoisted(() => ({ runs: 0 }))
vi.mock('@node-rs/argon2', async (importOriginal) => {
  const real = await importOriginal<typeof import('@node-rs/argon2')>()
  const counted =
    <Args extends unknown[], Result>(run: (...args: Args) => Result) =>
    (...args: Args) => {
      argon2.runs += 1
      return run(...args)
    }
  return { ...real, hash: counted(real.hash), verify: counted(real.verify) }
})

// Class: resource exhaustion without a session (CWE-770).
describeDomainOnEmbedded('Guesses without a session', (open) => {
  const limited = { signInLimitPerMinute: 5 }
  it.each([
    [
      'a set-password link',
      '/api/v1/password-links/use',
      { token: 'x'.repeat(43), password: 'Walrus-Lamp-3307' },
    ],
    ['a link that confirms an email', '/api/v1/email-changes/confirm', { token: 'x'.repeat(43) }],
    ['a password reset', '/api/v1/password-resets', { email: 'a@example.com' }],
  ])('of %s are limited for one address, and for a whole IPv6 network of 64 bits', async (_name, path, body) => {
    const { ask } = await openApi(open(), limited)
    const triesFrom = async (addressOf: (turn: number) => string) => {
      const statuses = []
      for (let turn = 0; turn < 8; turn += 1)
        statuses.push((await ask('POST', path, { body, from: addressOf(turn) })).status)
      return statuses
    }
    const one = await triesFrom(() => '203.0.113.9')
    const network = await triesFrom((turn) => `2001:db8:1:2:${turn}::${turn}`)
    for (const statuses of [one, network]) {
      expect(statuses.slice(0, 5)).not.toContain(429)
      expect(statuses.slice(5)).toEqual([429, 429, 429])
    }
    expect(await triesFrom((turn) => `2001:db8:9:${turn}::1`)).not.toContain(429)
  })

  it('of a closed setup are refused before the body is read', async () => {
    const { ask } = await openApi(open())
    let isRead = false
    const body = new ReadableStream(
      {
        pull(controller) {
          isRead = true
          controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    expect(codeOf(await ask('POST', '/api/v1/setup', { body }))).toBe('setup-closed')
    expect(isRead).toBe(false)
  })

  it('of an open setup are limited', async () => {
    const { ask } = await openApi(open(), limited)
    await open().database.db.execute(sql`delete from users`)
    const body = { token: 'guess', email: 'x@example.com', fullName: 'X', password: 'Walrus-Lamp-3307' }
    const codes = []
    for (let turn = 0; turn < 8; turn += 1) codes.push(codeOf(await ask('POST', '/api/v1/setup', { body })))
    expect(codes.slice(5)).toEqual(Array(3).fill('too-many-requests'))
  })

  it('of a link or a setup token cost no password hash', async () => {
    const test = open()
    const { ask } = await openApi(test)
    argon2.runs = 0
    for (let turn = 0; turn < 5; turn += 1) {
      const body = { token: `${turn}`.repeat(43), password: 'Walrus-Lamp-3307' }
      expect(codeOf(await ask('POST', '/api/v1/password-links/use', { body }))).toBe('password-link-invalid')
      expect((await ask('POST', '/api/v1/email-changes/confirm', { body })).status).toBe(403)
    }
    await test.database.db.execute(sql`delete from users`)
    const setup = { token: 'guess', email: 'x@example.com', fullName: 'X', password: 'Walrus-Lamp-3307' }
    expect(codeOf(await ask('POST', '/api/v1/setup', { body: setup }))).toBe('setup-token-invalid')
    expect(argon2.runs).toBe(0)
    await ask('POST', '/api/auth/sign-in/email', { body: { email: 'a@example.com', password: 'wrong' } })
    expect(argon2.runs).toBeGreaterThan(0)
  })
})
