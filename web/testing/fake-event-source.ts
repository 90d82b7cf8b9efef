const open = new Set<FakeEventSource>()

/** Replaces `EventSource`, which jsdom lacks. A stream sends the events of the test. */
export class FakeEventSource extends EventTarget {
  readonly url: string
  onopen: (() => void) | null = null
  onmessage: ((event: MessageEvent<string>) => void) | null = null
  onerror: (() => void) | null = null

  constructor(url: string) {
    super()
    this.url = url
    open.add(this)
  }

  close(): void {
    open.delete(this)
  }
}

/** Sends an event to every open stream at this path, and returns how many there are. */
export function sendEvent(path: string, body: unknown): number {
  const streams = [...open].filter(({ url }) => url === path)
  for (const stream of streams) {
    stream.onopen?.()
    stream.onmessage?.(new MessageEvent('message', { data: JSON.stringify(body) }))
  }
  return streams.length
}
