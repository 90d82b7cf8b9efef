import { AsyncLocalStorage } from 'node:async_hooks'
import { APIError, betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { eq } from 'drizzle-orm'
import type { Database } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import { passwordSignIn } from './password-sign-in.ts'
import { hashNow, verifyNow } from './passwords.ts'
import { credentials, sessions, users, verifications } from './table.ts'

/**
 * Our routes set it to the address of the socket, or of the trusted proxy's client. A value from the request
 * is never used.
 */
export const clientAddressHeader = 'x-nextpanel-billing-client'

/** better-auth's code for a sign-in that the session hook refused. */
export const inactiveCode = 'ACCOUNT_INACTIVE'

/**
 * better-auth provides sessions. The user rows are ours (logins.ts), and so are the limits on sign-ins: its own run
 * three statements before a refusal. Its caller holds a place in the queue of hashes.
 * Cookies are Secure and `__Host-` if and only if the public address is https: browsers reject such cookies
 * on plain http, which a new installation on a LAN uses.
 */
export function openSignIn(options: {
  database: Database
  secret: string
  publicUrl: string | undefined
  log: Log
}) {
  const https = options.publicUrl?.startsWith('https:') ?? false
  const { db } = options.database
  // better-auth returns a bare 500 for any of our errors. The cause is captured first, so that an unavailable
  // database is distinguished from a defect.
  const calls = new AsyncLocalStorage<{ cause?: unknown }>()
  const auth = betterAuth({
    onAPIError: {
      onError(error) {
        const call = calls.getStore()
        if (call) call.cause = error
      },
    },
    // If unset, it is taken from each request. Our own code checks origins, in one place for every route.
    ...(options.publicUrl === undefined ? {} : { baseURL: options.publicUrl }),
    basePath: '/api/auth',
    secret: options.secret,
    telemetry: { enabled: false },
    logger: { level: 'error', log: (level, message) => options.log[level]({ part: 'sign-in' }, message) },
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { users, sessions, credentials, verifications },
    }),
    user: {
      modelName: 'users',
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        isActive: { type: 'boolean', required: true, input: false },
      },
    },
    session: { modelName: 'sessions' },
    account: { modelName: 'credentials' },
    verification: { modelName: 'verifications' },
    plugins: [passwordSignIn],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      password: { hash: hashNow, verify: verifyNow },
    },
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: 'uuid' },
      disableCSRFCheck: true,
      useSecureCookies: false,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      cookies: {
        session_token: {
          name: https ? '__Host-nextpanel-billing' : 'nextpanel-billing',
          attributes: { secure: https, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const [user] = await db
              .select({ isActive: users.isActive })
              .from(users)
              .where(eq(users.id, session.userId))
            if (!user?.isActive)
              throw new APIError('FORBIDDEN', { code: inactiveCode, message: 'This login is not active.' })
          },
        },
      },
    },
  })
  async function handler(request: Request): Promise<Response> {
    const call: { cause?: unknown } = {}
    const answer = await calls.run(call, () => auth.handler(request))
    if (answer.status < 500) return answer
    throw new Error(`Sign-in failed with status ${answer.status}.`, { cause: call.cause })
  }
  return { ...auth, handler }
}

export type SignIn = ReturnType<typeof openSignIn>
