import { setImmediate as nextTurn } from 'node:timers/promises'
import { notSignedIn } from '#server/domain/access/index.ts'
import type { Context, Domain } from '#server/domain/context.ts'
import { type Actor, findOpenSessions, findOpenTokens } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'

const mostPerSession = 8
const checkEveryMs = 1000

/** The sign-in that a stream depends on: a session, or an API token and the role that its owner had. */
type SignIn = `session ${string}` | `token ${string} ${string}`

const idOf = (signIn: SignIn): string => signIn.split(' ')[1] ?? ''

function signInOf(actor: Actor): SignIn | null {
  if (actor.kind === 'staff' && actor.token) return `token ${actor.token.id} ${actor.role}`
  return actor.kind === 'system' || actor.sessionId === undefined ? null : `session ${actor.sessionId}`
}

/**
 * The open event streams of this process. A stream ends with its session, or if its user must set up a second factor.
 * It is checked before each event, and all are checked every second by one statement. A stream of an API token also ends
 * if the role of its owner changes, because the new one may not include the call.
 */
export class SessionStreams {
  readonly #domain: Pick<Domain, 'database' | 'clock'>
  readonly #ofSignIn = new Map<SignIn, Set<AbortController>>()
  #check: Promise<Set<SignIn>> | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(domain: Pick<Domain, 'database' | 'clock'>) {
    this.#domain = domain
  }

  /**
   * Opens a stream. A further one is refused. If the oldest one ended instead, tabs of a browser would end each
   * other's streams in turn, because browsers connect again.
   * @throws {Refusal} too-many-requests above eight streams of one session
   */
  open<Event>(
    ctx: Context,
    watch: (ctx: Context) => AsyncGenerator<Event, void>,
  ): AsyncGenerator<Event, void> {
    const signIn = signInOf(ctx.actor)
    if (signIn === null) throw notSignedIn()
    const streams = this.#ofSignIn.get(signIn) ?? new Set()
    if (streams.size >= mostPerSession)
      throw new Refusal(
        'too-many-requests',
        `This ${signIn.startsWith('token') ? 'API token' : 'session'} already has ${mostPerSession} open event streams. Close one, or read the data without a stream.`,
        [],
        10,
      )
    const ending = new AbortController()
    streams.add(ending)
    this.#ofSignIn.set(signIn, streams)
    this.#timer ??= setInterval(() => void this.endClosed(), checkEveryMs).unref()
    const leave = () => this.#remove(signIn, ending)
    // A client that has left before the first event never starts the generator.
    ctx.signal?.addEventListener('abort', leave)
    if (ctx.signal?.aborted) leave()
    const signal = ctx.signal ? AbortSignal.any([ctx.signal, ending.signal]) : ending.signal
    return this.#follow(watch({ ...ctx, signal }), signIn, leave)
  }

  /**
   * Ends the streams whose session has ended, whose user must set up a second factor first, or whose API token no
   * longer works as it did.
   */
  async endClosed(): Promise<void> {
    // Without the database, no stream has events either.
    const open = await this.#openSignIns().catch(() => null)
    if (open === null) return
    for (const [signIn, streams] of this.#ofSignIn)
      if (!open.has(signIn)) for (const stream of streams) stream.abort()
  }

  async *#follow<Event>(
    events: AsyncGenerator<Event, void>,
    signIn: SignIn,
    leave: () => void,
  ): AsyncGenerator<Event, void> {
    try {
      for await (const event of events) {
        if (!(await this.#openSignIns()).has(signIn)) return
        yield event
      }
    } finally {
      leave()
    }
  }

  /** Streams that ask in the same turn of the event loop share the statements. */
  #openSignIns(): Promise<Set<SignIn>> {
    this.#check ??= nextTurn().then(() => {
      this.#check = undefined
      return this.#findOpen([...this.#ofSignIn.keys()])
    })
    return this.#check
  }

  /** One statement for the sessions and one for the tokens, if there are any. */
  async #findOpen(signIns: readonly SignIn[]): Promise<Set<SignIn>> {
    const { database, clock } = this.#domain
    const ids = (kind: string) => signIns.filter((one) => one.startsWith(kind)).map(idOf)
    const [sessionIds, tokenIds] = [ids('session'), ids('token')]
    const now = clock.now()
    const [sessions, tokens] = await Promise.all([
      sessionIds.length === 0 ? [] : findOpenSessions(database.db, sessionIds, now),
      tokenIds.length === 0 ? [] : findOpenTokens(database.db, tokenIds, now),
    ])
    return new Set([
      ...[...sessions].map((id): SignIn => `session ${id}`),
      ...[...tokens].map(([id, role]): SignIn => `token ${id} ${role}`),
    ])
  }

  #remove(signIn: SignIn, stream: AbortController): void {
    const streams = this.#ofSignIn.get(signIn)
    streams?.delete(stream)
    if (streams?.size === 0) this.#ofSignIn.delete(signIn)
    if (this.#ofSignIn.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
