import { setImmediate as turn } from 'node:timers/promises'
import type { PanelHttp, PanelRequest, PanelSession } from '#panels/kit/index.ts'
import type { Call } from './call.ts'
import { type Connection, connectionKey, exchange, StaleConnection } from './exchange.ts'

export interface SessionParts {
  readonly probe: PanelHttp['probe']
  readonly start: () => Call
  readonly connect: (request: PanelRequest, call: Call) => Promise<Connection>
  readonly maxBytes: number
  /** Aborted when the client that the session belongs to is closed. */
  readonly closed: AbortSignal
}

/** A {@link PanelSession}: keeps the connection of the last response for the next request. */
export function openSession({ probe, start, connect, maxBytes, closed }: SessionParts): PanelSession {
  let kept: Connection | undefined
  let open = !closed.aborted

  const close = () => {
    open = false
    kept?.[Symbol.dispose]()
    kept = undefined
    closed.removeEventListener('abort', close)
  }
  closed.addEventListener('abort', close)

  /** Removed, so that a concurrent request does not get it too. */
  const takeKept = async (request: PanelRequest): Promise<Connection | undefined> => {
    const connection = kept
    kept = undefined
    if (!connection) return undefined
    // The network is polled between two turns of the event loop. A close that has arrived is therefore
    // noticed before anything is written, and a POST does not end with an unknown outcome because of it.
    await turn()
    await turn()
    if (connection.key === connectionKey(request) && isUsable(connection)) return connection
    connection[Symbol.dispose]()
    return undefined
  }

  const keep = (connection: Connection) => {
    if (open && !kept && isUsable(connection)) kept = connection
    else connection[Symbol.dispose]()
  }

  return {
    probe,
    close,
    [Symbol.dispose]: close,
    async request(request) {
      using call = start()
      const send = async (connection: Connection) => {
        const answer = await exchange(request, connection, call, maxBytes)
        keep(connection)
        return answer
      }
      const reused = await takeKept(request)
      if (reused) {
        try {
          return await send(reused)
        } catch (error) {
          if (!(error instanceof StaleConnection)) throw error
        }
      }
      return await send(await connect(request, call))
    },
  }
}

const isUsable = ({ socket, client }: Connection): boolean =>
  !client.destroyed && !client.closed && !socket.destroyed && socket.readable && socket.writable
