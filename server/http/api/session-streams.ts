import { setImmediate as nextTurn } from 'node:timers/promises'
import { notSignedIn } from '#server/domain/access/index.ts'
import type { Context, Domain } from '#server/domain/context.ts'
import { findOpenSessions } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'

const mostPerSession = 8
const checkEveryMs = 1000

/**
 * The open event streams of this process. A stream ends with its session, or if its user must set up a second factor.
 * It is checked before each event, and all are checked every second by one statement.
 */
export class SessionStreams {
  readonly #domain: Pick<Domain, 'database' | 'clock'>
  readonly #ofSession = new Map<string, Set<AbortController>>()
  #check: Promise<Set<string>> | undefined
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
    const { actor } = ctx
    if (actor.kind === 'system' || actor.sessionId === undefined) throw notSignedIn()
    const { sessionId } = actor
    const streams = this.#ofSession.get(sessionId) ?? new Set()
    if (streams.size >= mostPerSession)
      throw new Refusal(
        'too-many-requests',
        `This session already has ${mostPerSession} open event streams. Close one, or read the data without a stream.`,
        [],
        10,
      )
    const ending = new AbortController()
    streams.add(ending)
    this.#ofSession.set(sessionId, streams)
    this.#timer ??= setInterval(() => void this.endClosed(), checkEveryMs).unref()
    const leave = () => this.#remove(sessionId, ending)
    // A client that has left before the first event never starts the generator.
    ctx.signal?.addEventListener('abort', leave)
    if (ctx.signal?.aborted) leave()
    const signal = ctx.signal ? AbortSignal.any([ctx.signal, ending.signal]) : ending.signal
    return this.#follow(watch({ ...ctx, signal }), sessionId, leave)
  }

  /** Ends the streams whose session has ended, or whose user must set up a second factor first. */
  async endClosed(): Promise<void> {
    // Without the database, no stream has events either.
    const open = await this.#openSessions().catch(() => null)
    if (open === null) return
    for (const [sessionId, streams] of this.#ofSession)
      if (!open.has(sessionId)) for (const stream of streams) stream.abort()
  }

  async *#follow<Event>(
    events: AsyncGenerator<Event, void>,
    sessionId: string,
    leave: () => void,
  ): AsyncGenerator<Event, void> {
    try {
      for await (const event of events) {
        if (!(await this.#openSessions()).has(sessionId)) return
        yield event
      }
    } finally {
      leave()
    }
  }

  /** Streams that ask in the same turn of the event loop share a statement. */
  #openSessions(): Promise<Set<string>> {
    this.#check ??= nextTurn().then(() => {
      this.#check = undefined
      const { database, clock } = this.#domain
      return findOpenSessions(database.db, [...this.#ofSession.keys()], clock.now())
    })
    return this.#check
  }

  #remove(sessionId: string, stream: AbortController): void {
    const streams = this.#ofSession.get(sessionId)
    streams?.delete(stream)
    if (streams?.size === 0) this.#ofSession.delete(sessionId)
    if (this.#ofSession.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
