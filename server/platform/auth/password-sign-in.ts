import { APIError, type BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { parseUserOutput } from 'better-auth/db'
import { z } from 'zod'
import { verifyNoPassword } from './passwords.ts'

/** Below better-auth's base path. */
export const passwordSignInPath = '/sign-in/password'

const refused = () => new APIError('UNAUTHORIZED', { message: 'Incorrect email or password.' })

/**
 * Signs in by email and password, instead of better-auth's own call, which refuses valid addresses that
 * customers have, such as r&d@example.com and those of xn-- domains.
 */
export const passwordSignIn = {
  id: 'password-sign-in',
  endpoints: {
    signInPassword: createAuthEndpoint(
      passwordSignInPath,
      { method: 'POST', body: z.object({ email: z.string(), password: z.string() }) },
      async (ctx) => {
        const { internalAdapter, password: passwords, options } = ctx.context
        const { email, password } = ctx.body
        const found = await internalAdapter.findUserByEmail(email, { includeAccounts: true })
        const hash = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password
        if (!found || !hash) {
          // As slow as a wrong password, so that the time does not reveal which addresses exist.
          await verifyNoPassword(password)
          throw refused()
        }
        if (!(await passwords.verify({ hash, password }))) throw refused()
        const { user } = found
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ redirect: false, user: parseUserOutput(options, user) })
      },
    ),
  },
} satisfies BetterAuthPlugin
