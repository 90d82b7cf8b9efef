import type { Socket } from 'node:net'
import { Client, errors } from 'undici'
import { type PanelRequest, type PanelResponse, PanelTransportError } from '#panels/kit/index.ts'
import type { Call } from './call.ts'
import { requestHeaders, responseHeaders } from './headers.ts'
import { BodyTooLarge, readBody, readBytes } from './read-body.ts'

/** An open connection to a panel, and the only HTTP client that ever writes to it. */
export interface Connection extends Disposable {
  readonly client: Client
  readonly socket: Socket
  /** What it was opened for: requests to another origin, or verified by other authorities, never use it. */
  readonly key: string
  /** Calls that were answered over it. */
  answered: number
  /** The call that uses it; its deadline decides whether anything may still be written. */
  call: Call
}

/** How long a connection is kept between two requests of a session, unless the panel announces less. */
const keptMs = 10_000

export const connectionKey = ({ url, ca }: PanelRequest): string => `${new URL(url).origin} ${ca ?? ''}`

/** @param keep false: the panel is told to close the connection after one answer */
export function openConnection(
  request: PanelRequest,
  socket: Socket,
  call: Call,
  { keep }: { keep: boolean },
): Connection {
  let handedOut = false
  const client = new Client(new URL(request.url).origin, {
    // 0: one request, "connection: close", nothing kept. 1: one after the other.
    pipelining: keep ? 1 : 0,
    keepAliveTimeout: keptMs,
    keepAliveMaxTimeout: keptMs,
    // The call's own deadline covers headers and body together, so a dripping answer cannot stretch it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      // undici would connect anew and send again if the connection broke before the request was written.
      const again = handedOut
      handedOut = true
      // Answering at once, as a connector never does, leaves undici waiting for ever.
      queueMicrotask(() => {
        if (again) callback(new Error('the connection is not opened twice'), null)
        // Whoever gave this call up because of its deadline may rely on it: nothing is sent after that, also where
        // this process was stopped in between and has not yet heard its timer.
        else if (connection.call.overdue()) callback(new TooLateToSend(), null)
        else callback(null, socket)
      })
    },
  })
  const connection: Connection = {
    client,
    socket,
    key: connectionKey(request),
    answered: 0,
    call,
    [Symbol.dispose]() {
      client.destroy().catch(() => {})
      socket.destroy()
    },
  }
  return connection
}

/** The connection was kept from an earlier answer and is closed; not one byte of this request was written to it. */
export class StaleConnection extends Error {}

/**
 * One request over a connection. A kept connection may have gone stale unnoticed, and a POST that meets one leaves
 * open whether the panel saw it: so nothing is sent a second time here. Closes the connection unless a complete
 * answer came.
 * @throws {StaleConnection} only for a kept connection
 * @throws {PanelTransportError} with maybeSent, once connected, unless the deadline was over before anything was written
 */
export async function exchange(
  request: PanelRequest,
  connection: Connection,
  call: Call,
  maxBytes: number,
): Promise<PanelResponse> {
  const url = new URL(request.url)
  const { client, socket } = connection
  const localAddress = socket.localAddress
  const writtenBefore = socket.bytesWritten
  const body = request.json === undefined ? null : JSON.stringify(request.json)
  connection.call = call
  try {
    if (connection.answered > 0 && call.overdue()) throw new TooLateToSend()
    const answer = await client.request({
      method: request.method,
      path: `${url.pathname}${url.search}`,
      headers: requestHeaders(request.headers, body !== null),
      body,
      signal: call.signal,
    })
    const headers = responseHeaders(answer.headers)
    if (Number(headers['content-length'] ?? 0) > maxBytes) throw new BodyTooLarge()
    const bytes = await readBytes(answer.body, maxBytes)
    connection.answered += 1
    return {
      status: answer.statusCode,
      headers,
      body: readBody(bytes, headers),
      durationMs: call.elapsedMs(),
      localAddress,
    }
  } catch (cause) {
    connection[Symbol.dispose]()
    const nothingWritten = socket.bytesWritten === writtenBefore
    const mayContinue = !(cause instanceof TooLateToSend) && !call.signal.aborted
    if (connection.answered > 0 && nothingWritten && mayContinue) throw new StaleConnection()
    throw noCompleteAnswer({ cause, host: url.host, call, maxBytes })
  }
}

/** The request was about to be written when its deadline was over already. */
class TooLateToSend extends Error {}

function noCompleteAnswer(options: {
  cause: unknown
  host: string
  call: Call
  maxBytes: number
}): PanelTransportError {
  const { cause, host, call, maxBytes } = options
  const durationMs = call.elapsedMs()
  if (cause instanceof BodyTooLarge)
    return new PanelTransportError({
      failure: 'too-large',
      maybeSent: true,
      message: `The answer of ${host} was larger than ${maxBytes} bytes and was not read.`,
      remedy: 'Check that the Base URL leads to the panel itself.',
      durationMs,
    })
  if (cause instanceof TooLateToSend)
    return new PanelTransportError({
      failure: 'deadline',
      maybeSent: false,
      message: `The time for asking ${host} was over before anything was sent; this machine was too busy, or stood still.`,
      remedy: 'It is tried again by itself. If this stays, look at the load of this machine.',
      durationMs,
    })
  if (call.signal.aborted)
    return new PanelTransportError({
      failure: 'deadline',
      maybeSent: true,
      message: `${host} did not answer completely within ${(durationMs / 1000).toFixed(1)} s.`,
      remedy: 'Check whether the panel is overloaded or hangs.',
      durationMs,
    })
  const notHttp = cause instanceof errors.HTTPParserError || cause instanceof errors.HeadersOverflowError
  return new PanelTransportError({
    failure: 'dropped',
    maybeSent: true,
    message: notHttp
      ? `${host} answered with something that is not HTTP.`
      : `${host} closed the connection before its answer was complete.`,
    remedy: notHttp
      ? 'Check scheme and port of the Base URL: the panel may speak https there.'
      : 'Check whether the panel restarted or a proxy in between cuts connections.',
    durationMs,
    cause,
  })
}
