import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { type Database, SteadyClient } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'

export interface NewsHandlers {
  /** Gets each payload once, in the order of the commits. Must not throw. An error is logged. */
  onNews(payload: string): void
  /** The connection was lost and restored. Notifications may have been missed, so read the tables again. */
  onGap(): void
}

/** Notifications from other processes on the same PostgreSQL, by LISTEN on a separate connection. */
export interface News {
  /**
   * Resolves when notifications can arrive, or at once if the connection is lost, because `onGap` follows.
   * @param channel lower-case letters, digits and underscores
   */
  listen(channel: string, handlers: NewsHandlers): Promise<void>
  close(): Promise<void>
}

/** Start of the application name of each connection. The role of its process follows. */
export const newsConnection = 'nextpanel-billing news'

export interface NewsOptions {
  readonly database: Pick<Database, 'url'>
  readonly log: Log
  /** Role of this process. The names of the connections then show which processes are connected. */
  readonly role?: string
  /** Wait before the second attempt to reconnect. It doubles up to the maximum, with 50% jitter. */
  readonly backoffFirstMs?: number
  readonly backoffMaxMs?: number
}

/**
 * To publish, call `pg_notify(channel, payload)` in a statement of the transaction that makes the change. The
 * notification is delivered if and only if it commits. The embedded database has one process, which notifies
 * itself, so `listen` does nothing there.
 */
export async function openNews(options: NewsOptions): Promise<News> {
  const { url } = options.database
  if (url === undefined) return { listen: async () => {}, close: async () => {} }
  const listener = new Listener(url, options)
  await listener.start()
  return listener
}

class Listener implements News {
  readonly #url: string
  readonly #name: string
  readonly #log: Log
  readonly #backoff: { readonly firstMs: number; readonly maxMs: number }
  readonly #handlers = new Map<string, NewsHandlers[]>()
  readonly #closed = new AbortController()
  #client: pg.Client | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(url: string, { log, role, backoffFirstMs = 100, backoffMaxMs = 10_000 }: NewsOptions) {
    this.#url = url
    this.#name = role === undefined ? newsConnection : `${newsConnection} ${role}`
    this.#log = log
    this.#backoff = { firstMs: backoffFirstMs, maxMs: backoffMaxMs }
  }

  /** Waits only for the first attempt: an unavailable database does not stop the program. */
  async start(): Promise<void> {
    const first = Promise.withResolvers<void>()
    this.#running = this.#stayConnected(first.resolve)
    await first.promise
  }

  async listen(channel: string, handlers: NewsHandlers): Promise<void> {
    if (!/^[a-z][a-z0-9_]{0,62}$/.test(channel)) throw new TypeError(`"${channel}" is not a channel name.`)
    const others = this.#handlers.get(channel)
    this.#handlers.set(channel, [...(others ?? []), handlers])
    // A connection that breaks here is opened again, listens to every channel and reports a gap.
    await this.#client?.query(`listen ${channel}`).catch(() => {})
  }

  async close(): Promise<void> {
    this.#closed.abort()
    await this.#client?.end().catch(() => {})
    await this.#running
  }

  async #stayConnected(firstAttempt: () => void): Promise<void> {
    let failures = 0
    let wasAway = false
    while (!this.#closed.signal.aborted) {
      try {
        const client = new SteadyClient({
          connectionString: this.#url,
          application_name: this.#name,
          connectionTimeoutMillis: 10_000,
          keepAlive: true,
          keepAliveInitialDelayMillis: 10_000,
        })
        const ended = endOf(client)
        client.on('notification', ({ channel, payload }) => this.#deliver(channel, payload ?? ''))
        await client.connect()
        for (const channel of this.#handlers.keys()) await client.query(`listen ${channel}`)
        this.#client = client
        failures = 0
        // A channel that was added while this connection was being opened.
        for (const channel of this.#handlers.keys()) await client.query(`listen ${channel}`)
        firstAttempt()
        if (wasAway) this.#reportGap()
        if (this.#closed.signal.aborted) await client.end()
        await ended
      } catch (error) {
        if (failures === 0) this.#log.warn({ err: error }, 'The notification connection is lost. Retrying.')
      }
      this.#client = undefined
      firstAttempt()
      wasAway = true
      failures += 1
      await delay(this.#waitMs(failures), undefined, { signal: this.#closed.signal }).catch(() => {})
    }
  }

  /** Random, so that not all processes reconnect at the same moment after a restart of PostgreSQL. */
  #waitMs(failures: number): number {
    const { firstMs, maxMs } = this.#backoff
    const most = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 20))
    return most / 2 + Math.random() * (most / 2)
  }

  #deliver(channel: string, payload: string): void {
    for (const handlers of this.#handlers.get(channel) ?? []) this.#safely(() => handlers.onNews(payload))
  }

  #reportGap(): void {
    for (const handlers of [...this.#handlers.values()].flat()) this.#safely(() => handlers.onGap())
  }

  #safely(handle: () => void): void {
    try {
      handle()
    } catch (error) {
      this.#log.error({ err: error }, 'A notification handler failed.')
    }
  }
}

/** Settles when the connection has ended for any reason. Never rejects. */
function endOf(client: pg.Client): Promise<void> {
  return new Promise((resolve) => {
    client.on('error', () => resolve())
    client.on('end', () => resolve())
  })
}
