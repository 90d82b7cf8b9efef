import type { Socket } from 'node:net'
import { Client, errors } from 'undici'
import { type PanelRequest, type PanelResponse, PanelTransportError } from '#panels/kit/index.ts'
import type { Call } from './call.ts'
import { requestHeaders, responseHeaders } from './headers.ts'
import { BodyTooLarge, readBody, readBytes } from './read-body.ts'

/**
 * One request over a connection of its own, which is closed afterwards. A pooled connection may have gone stale
 * unnoticed, and a POST that meets one leaves open whether the panel saw it.
 * @throws {PanelTransportError} with maybeSent, once connected, unless the deadline was over before anything was written
 */
export async function exchange(
  request: PanelRequest,
  socket: Socket,
  call: Call,
  maxBytes: number,
): Promise<PanelResponse> {
  const url = new URL(request.url)
  const client = singleUseClient(url.origin, socket, call)
  const localAddress = socket.localAddress
  const body = request.json === undefined ? null : JSON.stringify(request.json)
  try {
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
    return {
      status: answer.statusCode,
      headers,
      body: readBody(bytes, headers),
      durationMs: call.elapsedMs(),
      localAddress,
    }
  } catch (cause) {
    throw noCompleteAnswer({ cause, host: url.host, call, maxBytes })
  } finally {
    client.destroy().catch(() => {})
    socket.destroy()
  }
}

/** The request was about to be written when its deadline was over already. */
class TooLateToSend extends Error {}

function singleUseClient(origin: string, socket: Socket, call: Call): Client {
  let handedOut = false
  return new Client(origin, {
    // 0: one request, "connection: close", nothing kept.
    pipelining: 0,
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
        else if (call.overdue()) callback(new TooLateToSend(), null)
        else callback(null, socket)
      })
    },
  })
}

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
