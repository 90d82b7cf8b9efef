import { performance } from 'node:perf_hooks'
import { type PanelClient, PanelError } from '#panels/kit/index.ts'
import type { QueueHealth } from '#server/work/index.ts'
import type { Domain } from '../../context.ts'
import { connectServer, type ServerRow } from '../../servers/index.ts'

/** Facts from a run's calls about whether the server responds. Filled while the run continues. */
export interface ServerContact {
  asked: boolean
  /** A call got no response, or a 5xx. */
  unanswered: boolean
  /** A call that changes the panel got a response, including a refusal. */
  changed: boolean
  /** A call was refused because of the rate limit. */
  limited: boolean
  /** The slowest call, and this process's own work during it, in milliseconds. */
  slowestMs: number
  ownMs: number
}

export const healthOf = ({
  asked,
  unanswered,
  limited,
  slowestMs,
  ownMs,
}: ServerContact): QueueHealth | null =>
  asked ? { struggled: unanswered || limited, slowestMs, ownMs } : null

export interface PanelAccess {
  readonly contact: ServerContact
  /**
   * Returns the panel's client, created at its first use, which observes every call.
   * @throws {PanelError} the server was removed, or its key cannot be decrypted
   */
  open(): PanelClient
  /** Closes the connection that the calls share. */
  close(): void
}

export function accessPanel(domain: Domain, server: ServerRow): PanelAccess {
  const contact = { asked: false, unanswered: false, changed: false, limited: false, slowestMs: 0, ownMs: 0 }
  // One connection for all calls of an operation: on a real panel a new one costs two or three round trips.
  const session = domain.panelHttp.session()
  let panel: PanelClient | undefined
  return {
    contact,
    open() {
      panel ??= observed(connectServer({ ...domain, panelHttp: session }, server), contact)
      return panel
    },
    close: () => session.close(),
  }
}

/** Connection tests are not observed: they report to the breaker themselves. */
function observed(client: PanelClient, contact: ServerContact): PanelClient {
  const watch = async <T>(call: Promise<T>, changes: boolean): Promise<T> => {
    contact.asked = true
    const startedAt = performance.now()
    const busyBefore = performance.eventLoopUtilization()
    try {
      const answer = await call
      contact.changed ||= changes
      return answer
    } catch (error) {
      if (error instanceof PanelError && isUnanswered(error)) contact.unanswered = true
      else contact.changed ||= changes
      if (error instanceof PanelError && error.exchanges.at(-1)?.status === 429) contact.limited = true
      throw error
    } finally {
      const tookMs = performance.now() - startedAt
      if (tookMs > contact.slowestMs) {
        contact.slowestMs = tookMs
        contact.ownMs = performance.eventLoopUtilization(busyBefore).active
      }
    }
  }
  return {
    ...client,
    findById: (id) => watch(client.findById(id), false),
    search: (keys) => watch(client.search(keys), false),
    usage: (id) => watch(client.usage(id), false),
    create: (account) => watch(client.create(account), true),
    suspend: (id, reason) => watch(client.suspend(id, reason), true),
    unsuspend: (id) => watch(client.unsuspend(id), true),
    terminate: (id) => watch(client.terminate(id), true),
  }
}

/** Returns whether a call got no readable response, or a 5xx. Trouble that an operator must fix leads to a pause instead. */
function isUnanswered({ kind, exchanges }: PanelError): boolean {
  const last = exchanges.at(-1)
  if (kind === 'needs-operator' || last === undefined) return false
  return last.status === null || last.status >= 500
}
