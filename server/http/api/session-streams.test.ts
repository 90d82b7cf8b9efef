import { expect, it, vi } from 'vitest'
import { type Context, contextOf } from '#server/domain/context.ts'
import {
  type Actor,
  changeLogin,
  endSession,
  endSessionsOf,
  insertLogin,
  type SignInMethod,
} from '#server/platform/auth/index.ts'
import { apiTokens, sessions, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { changeFactorsRequired, openInstallation } from '#server/platform/installation/index.ts'
import { call, describeDomain } from '#testing/domain.ts'
import { SessionStreams } from './session-streams.ts'

/** Events that the test sends. Ends when its signal aborts, as every watch function does. */
function source() {
  let awaited = Promise.withResolvers<string | null>()
  const ended: string[] = []
  async function* watch({ signal }: Context): AsyncGenerator<string, void> {
    signal?.addEventListener('abort', () => awaited.resolve(null))
    try {
      for (;;) {
        const event = await awaited.promise
        if (event === null) return
        awaited = Promise.withResolvers()
        yield event
      }
    } finally {
      ended.push('ended')
    }
  }
  return { watch, ended, send: (event: string) => awaited.resolve(event) }
}

describeDomain('The event streams of a session', (open) => {
  async function scene() {
    const test = open()
    await openInstallation(test.database.db)
    const userId = newId()
    const email = 'grace@hosting.example'
    const login = {
      userId,
      role: 'owner',
      email,
      name: 'Grace',
      passwordHash: 'hash',
      isActive: true,
    } as const
    await insertLogin(test.database.db, { ...login, at: test.clock.now() })
    const addSession = async (method: SignInMethod = 'password') => {
      const sessionId = newId()
      const expiresAt = new Date(test.clock.now().getTime() + 3_600_000)
      await test.database.db
        .insert(sessions)
        .values({ id: sessionId, userId, token: sessionId, expiresAt, method })
      const actor: Actor = { kind: 'staff', role: 'owner', userId, name: 'Grace', email, sessionId }
      return { sessionId, ctx: contextOf(test.domain, call(actor)) }
    }
    const addToken = async () => {
      const id = newId()
      const createdAt = test.clock.now()
      const row = { id, userId, name: 'CI', tokenHash: id, permissions: [], createdAt }
      await test.database.db
        .insert(apiTokens)
        .values({ ...row, expiresAt: new Date(createdAt.getTime() + 3_600_000) })
      const token = { id, name: 'CI', permissions: new Set([]) }
      const actor: Actor = { kind: 'staff', role: 'owner', userId, name: 'Grace', email, token }
      return { ctx: contextOf(test.domain, call(actor)) }
    }
    return { test, userId, addSession, addToken, streams: new SessionStreams(test.domain) }
  }
  type Scene = Awaited<ReturnType<typeof scene>>

  const endings: Record<string, (scene: Scene, sessionId: string) => Promise<unknown>> = {
    'ending it': ({ test: { database }, userId }, id) => endSession(database.db, userId, id),
    'ending all sessions': ({ test: { database }, userId }) => endSessionsOf(database.db, userId),
    'another password': ({ test, userId }) =>
      test.database.db.transaction((tx) =>
        changeLogin(tx, { userId, passwordHash: 'another', at: test.clock.now() }),
      ),
    disabling: ({ test, userId }) =>
      test.database.db.transaction((tx) =>
        changeLogin(tx, { userId, isActive: false, at: test.clock.now() }),
      ),
    'requiring a second factor of staff': ({ test }) => changeFactorsRequired(test.database.db, true),
    'the limit of the session': async ({ test }) => test.clock.advance(3_600_000),
  }

  it.each(Object.keys(endings))('deliver no event after %s, and end', async (name) => {
    const all = await scene()
    const { sessionId, ctx } = await all.addSession()
    const { watch, send, ended } = source()
    const events = all.streams.open(ctx, watch)
    send('before')
    expect(await events.next()).toEqual({ value: 'before', done: false })
    await endings[name]?.(all, sessionId)
    send('after')
    expect(await events.next()).toEqual({ value: undefined, done: true })
    expect(ended).toEqual(['ended'])
  })

  it.each(
    Object.keys(endings),
  )('end without an event at the check after %s, others continue', async (name) => {
    const all = await scene()
    const { sessionId, ctx } = await all.addSession()
    const quiet = source()
    const waiting = all.streams.open(ctx, quiet.watch).next()
    await endings[name]?.(all, sessionId)
    // With both factors.
    const other = await all.addSession('passkey')
    await all.test.database.db.update(users).set({ isActive: true })
    if (name === 'disabling') await endSession(all.test.database.db, all.userId, sessionId)
    const kept = source()
    const alive = all.streams.open(other.ctx, kept.watch)
    const event = alive.next()
    await all.streams.endClosed()
    expect(await waiting).toEqual({ value: undefined, done: true })
    kept.send('still here')
    expect(await event).toEqual({ value: 'still here', done: false })
    await alive.return()
  })

  it('are checked every second while there are any', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const all = await scene()
    const { ctx } = await all.addSession()
    const check = vi.spyOn(all.streams, 'endClosed').mockResolvedValue()
    const { watch, send } = source()
    const events = all.streams.open(ctx, watch)
    vi.advanceTimersByTime(3000)
    expect(check).toHaveBeenCalledTimes(3)
    send('an event')
    await events.next()
    await events.return()
    vi.advanceTimersByTime(3000)
    expect(check).toHaveBeenCalledTimes(3)
    vi.useRealTimers()
  })

  it('are at most eight: a further one is refused until one ends or its client leaves', async () => {
    const { streams, addSession } = await scene()
    const { ctx } = await addSession()
    const leaving = new AbortController()
    streams.open({ ...ctx, signal: leaving.signal }, source().watch)
    const { watch, send } = source()
    const first = streams.open(ctx, watch)
    for (let count = 2; count < 8; count += 1) streams.open(ctx, source().watch)
    const further = () => streams.open(ctx, source().watch)
    expect(further).toThrow('This session already has 8 open event streams.')
    const other = await addSession()
    streams.open(other.ctx, source().watch)
    leaving.abort()
    further()
    expect(further).toThrow()
    send('an event')
    await first.next()
    await first.return()
    further()
  })

  it('share one statement if they have an event at the same time', async () => {
    const { test, streams, addSession } = await scene()
    const { ctx } = await addSession()
    const sources = Array.from({ length: 8 }, () => source())
    const waiting = sources.map(({ watch }) => streams.open(ctx, watch).next())
    const prepared = vi.spyOn(test.database.db._.session, 'prepareQuery')
    for (const { send } of sources) send('now')
    expect(await Promise.all(waiting)).toHaveLength(8)
    expect(prepared).toHaveBeenCalledTimes(1)
    prepared.mockRestore()
  })

  const tokenEndings: Record<string, (scene: Scene) => Promise<unknown>> = {
    'its revocation': ({ test: { database, clock } }) =>
      database.db.update(apiTokens).set({ revokedAt: clock.now() }),
    'its expiry': async ({ test }) => test.clock.advance(3_600_000),
    'disabling its owner': ({ test: { database } }) => database.db.update(users).set({ isActive: false }),
    'removing its owner': ({ test: { database } }) => database.db.delete(users),
    'another role of its owner': ({ test: { database } }) =>
      database.db.update(users).set({ staffRole: 'admin' }),
  }

  it.each(Object.keys(tokenEndings))('of an API token end after %s, not before', async (name) => {
    const all = await scene()
    const { ctx } = await all.addToken()
    const [first, quiet] = [source(), source()]
    const events = all.streams.open(ctx, first.watch)
    const waiting = all.streams.open(ctx, quiet.watch).next()
    await all.streams.endClosed()
    first.send('before')
    expect(await events.next()).toEqual({ value: 'before', done: false })
    await tokenEndings[name]?.(all)
    first.send('after')
    expect(await events.next()).toEqual({ value: undefined, done: true })
    await all.streams.endClosed()
    expect(await waiting).toEqual({ value: undefined, done: true })
  })
})
