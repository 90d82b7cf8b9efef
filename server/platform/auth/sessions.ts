import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { and, eq, gt, not, sql } from 'drizzle-orm'
import { auditEntries, auditRow } from '#server/platform/audit/index.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import { type Db, insertFrom, type Queryable, runStatement } from '#server/platform/database/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { BrowserCookie } from './browser-cookie.ts'
import type { FoundLogin } from './find-login.ts'
import { needsFactor } from './needs-factor.ts'
import { credentials, knownAddresses, sessions, type signInMethods, users } from './table.ts'

type Role = (typeof users.$inferSelect)['role']

export type SignInMethod = (typeof signInMethods)[number]

/** A session ends after `idleMs` without a request, and after `longestMs` in any case. */
export interface SessionLimit {
  readonly idleMs: number
  readonly longestMs: number
}

export type SessionLimits = Readonly<Record<'staff' | 'customer', SessionLimit>>

/** A request writes the last use of its session at most this often. */
const renewAfterMs = 300_000
const longestUserAgent = 500

// A token has 256 random bits, so a fast hash is enough.
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** The request that a session begins with, and its id for the audit log. */
export interface SignInRequest {
  readonly headers: Headers
  readonly address: string
  readonly addressKey: string
  readonly requestId: string
}

interface SessionsOptions {
  readonly db: Db
  readonly clock: Clock
  readonly keyring: Keyring
  readonly publicUrl: string | undefined
  readonly limits: SessionLimits
}

/**
 * Begins, finds, renews and ends sessions. The token is only in the browser's cookie. The database has its hash, so
 * a copy of the database opens no session. The cookie is signed, so an invented one costs no statement.
 */
export class Sessions {
  readonly #options: SessionsOptions
  readonly #cookie: BrowserCookie

  constructor(options: SessionsOptions) {
    this.#options = options
    this.#cookie = new BrowserCookie('nextpanel-billing', options.publicUrl)
  }

  /** Returns the token of a request in its stored form, or null without a cookie that is ours. */
  tokenHashIn(headers: Headers): string | null {
    const [token = '', mac = ''] = this.#cookie.partsIn(headers, 2) ?? []
    const [given, expected] = [Buffer.from(mac), Buffer.from(this.#mac(token))]
    return given.length === expected.length && timingSafeEqual(given, expected) ? hashOf(token) : null
  }

  /**
   * Begins a session if the login is still as it was read: active, with the same role, the same password and the same
   * need for a second factor. One statement checks it, holds the login until the commit, ends the session that the request presented, remembers
   * the address and records the sign-in. A change of the login therefore either prevents the session or ends it.
   * @returns the Set-Cookie header, or null if the login has changed since
   */
  async begin(login: FoundLogin, request: SignInRequest, method: SignInMethod): Promise<string | null> {
    const { db, clock } = this.#options
    const at = clock.now()
    const token = randomBytes(32).toString('base64url')
    const { userId, role, credentialId, passwordHash } = login
    const unchanged = db
      .select({ userId: users.id })
      .from(users)
      .innerJoin(credentials, eq(credentials.userId, users.id))
      .where(
        and(
          eq(users.id, userId),
          eq(users.role, role),
          eq(users.isActive, true),
          method === 'passkey' ? undefined : eq(users.twoFactor, method !== 'password'),
          eq(credentials.id, credentialId),
          // Every hash has its own salt, so setting the same password again is a change, too.
          eq(credentials.password, passwordHash),
        ),
      )
      .for('share')
      .getSQL()
    const presented = this.tokenHashIn(request.headers)
    const session = {
      userId,
      token: hashOf(token),
      ipAddress: request.address,
      userAgent: request.headers.get('user-agent')?.slice(0, longestUserAgent) ?? null,
      method,
      authenticatedAt: at,
      createdAt: at,
      updatedAt: at,
      expiresAt: this.#expiry(role, at, at),
    }
    const address = { userId, address: request.addressKey, seenAt: at }
    const entry = auditRow({
      at,
      actor: { kind: role === 'customer' ? role : 'staff', userId, name: login.name },
      action: 'session.sign-in',
      subject: { kind: 'login', id: userId },
      after: { method },
      requestId: request.requestId,
      address: request.address,
    })
    const rows = await runStatement(
      db,
      new Map([
        ['login', unchanged],
        ['session', sql`${insertFrom(sessions, session, sql`login`)} returning id`],
        ['presented', sql`delete from ${sessions} using login where ${sessions.token} = ${presented}`],
        [
          'address',
          sql`${insertFrom(knownAddresses, address, sql`login`)} on conflict (user_id, address) do update set seen_at = excluded.seen_at`,
        ],
        ['entry', insertFrom(auditEntries, entry, sql`login`)],
      ]),
      sql`select id from session`,
    )
    if (rows.length === 0) return null
    return this.#cookie.set(`${token}.${this.#mac(token)}`, this.#limit(role).longestMs)
  }

  /**
   * Records the use of a session, at most every five minutes.
   * @returns whether it is still open
   */
  async renew(session: {
    id: string
    role: Role
    createdAt: Date
    updatedAt: Date
    expiresAt: Date
  }): Promise<boolean> {
    const { db, clock } = this.#options
    const now = clock.now()
    if (session.expiresAt <= now) return false
    if (now.getTime() - session.updatedAt.getTime() < renewAfterMs) return true
    const renewed = await db
      .update(sessions)
      .set({ updatedAt: now, expiresAt: this.#expiry(session.role, session.createdAt, now) })
      .where(eq(sessions.id, session.id))
      .returning({ id: sessions.id })
    return renewed.length > 0
  }

  /** Ends the session of a request. @returns its user, and the header that removes the cookie */
  async end(headers: Headers): Promise<{ userId: string | null; cookie: string }> {
    const tokenHash = this.tokenHashIn(headers)
    const [ended] =
      tokenHash === null
        ? []
        : await this.#options.db
            .delete(sessions)
            .where(eq(sessions.token, tokenHash))
            .returning({ userId: sessions.userId })
    return { userId: ended?.userId ?? null, cookie: this.#cookie.set('', 0) }
  }

  #expiry(role: Role, beganAt: Date, usedAt: Date): Date {
    const { idleMs, longestMs } = this.#limit(role)
    return new Date(Math.min(usedAt.getTime() + idleMs, beganAt.getTime() + longestMs))
  }

  #limit(role: Role): SessionLimit {
    return this.#options.limits[role === 'customer' ? 'customer' : 'staff']
  }

  #mac(token: string): string {
    return this.#options.keyring.mac('session', token)
  }
}

/** Returns the ids of those sessions that are still open, without those of staff who must set up a second factor. */
export async function findOpenSessions(
  db: Queryable,
  ids: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        sql`${sessions.id} = any(${sql.param([...ids])}::uuid[])`,
        gt(sessions.expiresAt, now),
        eq(users.isActive, true),
        not(needsFactor),
      ),
    )
  return new Set(rows.map(({ id }) => id))
}
