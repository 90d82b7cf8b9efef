import { ConnectionError } from './errors.ts'

interface ServerEvent {
  readonly event: string
  readonly data: string
}

/** Reads server-sent events. An incomplete event at the end of a stream is dropped, as the standard says. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent, void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let event = ''
  let data: string[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line !== '') {
          const [, name = '', text = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
          if (name === 'event') event = text
          if (name === 'data') data.push(text)
          continue
        }
        if (data.length > 0 || event !== '') yield { event: event || 'message', data: data.join('\n') }
        event = ''
        data = []
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** The values of a stream of the API. @throws {ConnectionError} the stream broke off, or the server ended it with an error */
export async function* valuesOf(
  body: ReadableStream<Uint8Array>,
  url: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown, void> {
  try {
    for await (const { event, data } of readEvents(body)) {
      if (event === 'done') return
      if (event === 'error') throw new Error('the server ended the stream with an error')
      yield JSON.parse(data)
    }
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConnectionError(`The event stream broke off: ${reason}.`, { url, tries: 1, cause })
  }
}
