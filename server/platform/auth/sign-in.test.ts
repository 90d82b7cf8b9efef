import { expect, it, vi } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { createLog } from '#server/platform/log/index.ts'
import { describeOnBothDatabases } from '#testing/database.ts'
import { hashPassword, insertLogin, openSignIn, passwordSignInPath } from './index.ts'

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

describeOnBothDatabases('A sign-in that is refused', (open) => {
  const attempts = () => {
    const signIn = openSignIn({
      database: open().database,
      secret: 'a secret for tests, long enough',
      publicUrl: 'http://billing.example',
      log: createLog({ level: 'silent' }),
    })
    return async (email: string, password: string) => {
      argon2.runs = 0
      const { status } = await signIn.handler(
        new Request(`http://billing.example/api/auth${passwordSignInPath}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email, password }),
        }),
      )
      return { status, runs: argon2.runs }
    }
  }

  it.each([
    ['of ASCII', 'not-the-password'],
    ['with accents', 'not-the-pässwörd'],
    ['with accents and a no-break space', 'not\u00a0the pässwörd'],
  ])('costs the same whether or not the email exists, for a password %s', async (_, password) => {
    const login = { userId: newId(), role: 'owner', email: 'grace@hosting.example', name: 'Grace' } as const
    const passwordHash = await hashPassword('Correct-Password-1')
    await insertLogin(open().database.db, { ...login, passwordHash, isActive: true, at: new Date() })
    const attempt = attempts()
    await attempt('nobody@hosting.example', password)
    const known = await attempt('grace@hosting.example', password)
    expect(known.status).toBe(401)
    expect(await attempt('nobody@hosting.example', password)).toEqual(known)
  })
})
