import type { Server } from '#contracts/servers/schemas.ts'
import type { WorkSignals } from '#server/work/index.ts'
import type { Context, Domain } from '../context.ts'
import { listServers } from './read.ts'
import { serversChanged, serversSignal } from './signal.ts'

// Operations take and release slots, and other processes check servers, without a notification here.
const readAgainMs = 2000

type ServerList = { items: Server[] }

interface Turn {
  readonly list: ServerList
  /** True when there is another list, false when the readings have ended. */
  readonly changed: Promise<boolean>
}

/** Reads the servers for all watchers of this process, while there are any. */
class ServerReadings {
  #watchers = 0
  #stop = new AbortController()
  #latest: Promise<Turn> | undefined

  /** The latest list. A slow client skips the lists before it, so they are not kept. */
  get latest(): Promise<Turn> | undefined {
    return this.#latest
  }

  join(domain: Domain): void {
    this.#watchers += 1
    // Read at once: the latest list may be almost two seconds old.
    if (this.#watchers > 1) {
      serversChanged(domain)
      return
    }
    this.#stop = new AbortController()
    const first = Promise.withResolvers<Turn>()
    first.promise.catch(() => undefined)
    this.#latest = first.promise
    void this.#read(domain, first, this.#stop.signal)
  }

  leave(): void {
    this.#watchers -= 1
    if (this.#watchers === 0) this.#stop.abort()
  }

  async #read(domain: Domain, first: PromiseWithResolvers<Turn>, stop: AbortSignal): Promise<void> {
    let seen: string | undefined
    let changed = Promise.withResolvers<boolean>()
    changed.promise.catch(() => undefined)
    try {
      while (!stop.aborted && !domain.signals.closed) {
        const wake = domain.signals.next('changed', serversSignal, readAgainMs, stop)
        const list = await listServers(domain)
        const version = JSON.stringify(list)
        if (version !== seen) {
          const before = changed
          changed = Promise.withResolvers()
          changed.promise.catch(() => undefined)
          const turn = { list, changed: changed.promise }
          if (seen === undefined) first.resolve(turn)
          else if (!stop.aborted) this.#latest = Promise.resolve(turn)
          seen = version
          before.resolve(true)
        }
        await wake
      }
      changed.resolve(false)
    } catch (error) {
      // Every watcher ends with the error, and its client connects again.
      first.reject(error)
      changed.reject(error)
    }
  }
}

const readingsBySignals = new WeakMap<WorkSignals, ServerReadings>()

/** One for each process, and one for each test. */
function readingsOf({ signals }: Domain): ServerReadings {
  const readings = readingsBySignals.get(signals) ?? new ServerReadings()
  readingsBySignals.set(signals, readings)
  return readings
}

/**
 * Yields all servers now and after every change. Ends when the client disconnects or this process stops. All
 * watchers share one reading.
 */
export async function* watchServers(ctx: Context): AsyncGenerator<ServerList, void> {
  const readings = readingsOf(ctx)
  const left = new Promise<false>((resolve) => {
    ctx.signal?.addEventListener('abort', () => resolve(false))
    if (ctx.signal?.aborted) resolve(false)
  })
  readings.join(ctx)
  try {
    for (;;) {
      const turn = await Promise.race([readings.latest, left])
      if (!turn) return
      yield turn.list
      if (!(await Promise.race([turn.changed, left]))) return
    }
  } finally {
    readings.leave()
  }
}
