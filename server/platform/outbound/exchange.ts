import type { Socket } from 'node:net'
import { Client, errors } from 'undici'
import { type PanelRequest, type PanelResponse, PanelTransportError } from '#panels/kit/index.ts'
import type { Call } from './call.ts'
import { requestHeaders, responseHeaders } from './headers.ts'
import { BodyTooLarge, readBody, readBytes } from './read-body.ts'

/** An open connection to a panel, and the only HTTP client that writes to it. */
export interface Connection extends Disposable {
  readonly client: Client
  readonly socket: Socket
  /** The origin and authorities that it was opened for. Requests with others never use it. */
  readonly key: string
  /** Number of calls that got a response over it. */
  answered: number
  /** The call that uses it. Its deadline decides whether anything may still be written. */
  call: Call
}

/** How long a connection is kept between two requests of a session, unless the panel announces less. */
const keptMs = 10_000

export const connectionKey = ({ url, ca }: PanelRequest): string => `${new URL(url).origin} ${ca ?? ''}`

/** @param keep false: the request asks the panel to close the connection after one response */
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
    // The call's own deadline covers headers and body together, so a slow response cannot extend it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      // undici would reconnect and send again if the connection broke before the request was written.
      const again = handedOut
      handedOut = true
      // A connector that calls back synchronously leaves undici waiting forever.
      queueMicrotask(() => {
        if (again) callback(new Error('the connection is not opened twice'), null)
        // After the deadline the caller may rely on it that nothing is sent, even if this process was
        // suspended and its timer has not fired.
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

/** The kept connection is closed. Not one byte of this request was written to it. */
export class StaleConnection extends Error {}

/**
 * Sends one request over a connection. A kept connection may be stale, and it is then unknown whether the
 * panel received a POST, so nothing is sent a second time here. Closes the connection unless a complete
 * response arrived.
 * @throws {StaleConnection} only for a kept connection
 * @throws {PanelTransportError} with maybeSent after the connection, unless the deadline passed before
 * anything was written
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

/** The deadline had passed before the request was written. */
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
      message: `The response of ${host} was larger than ${maxBytes} bytes and was not read.`,
      remedy: 'Check that the Base URL points to the panel itself.',
      durationMs,
    })
  if (cause instanceof TooLateToSend)
    return new PanelTransportError({
      failure: 'deadline',
      maybeSent: false,
      message: `The deadline for the request to ${host} passed before it was sent, because this machine was too busy or suspended.`,
      remedy: 'The request is retried automatically. If this persists, check the load of this machine.',
      durationMs,
    })
  if (call.signal.aborted)
    return new PanelTransportError({
      failure: 'deadline',
      maybeSent: true,
      message: `${host} did not respond completely within ${(durationMs / 1000).toFixed(1)} s.`,
      remedy: 'Check whether the panel is overloaded or hangs.',
      durationMs,
    })
  const notHttp = cause instanceof errors.HTTPParserError || cause instanceof errors.HeadersOverflowError
  return new PanelTransportError({
    failure: 'dropped',
    maybeSent: true,
    message: notHttp
      ? `${host} responded with data that is not HTTP.`
      : `${host} closed the connection before its response was complete.`,
    remedy: notHttp
      ? 'Check the scheme and the port of the Base URL. The panel may use https there.'
      : 'Check whether the panel restarted, or a proxy closes connections.',
    durationMs,
    cause,
  })
}
