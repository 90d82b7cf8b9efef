import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

const attribute = z.object({
  key: z.string(),
  value: z.object({ stringValue: z.string().optional(), intValue: z.string().optional() }),
})
const span = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.string().regex(/^\d{19}$/),
  endTimeUnixNano: z.string().regex(/^\d{19}$/),
  attributes: z.array(attribute),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })),
})
const request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
})
export type CollectedSpan = z.infer<typeof span>

/** How the collector responds. `hang`: never. `nonsense`: a page with 200. */
type CollectorMode = 'accept' | 'hang' | 'unavailable' | 'nonsense'

export interface TraceCollector {
  readonly url: string
  mode: CollectorMode
  /** Number of requests so far. */
  requests(): number
  /** The spans of all accepted requests. */
  spans(): readonly CollectedSpan[]
  /** All bodies, also those that it did not accept. */
  text(): string
  /** The values of one header in all requests. */
  header(name: string): readonly (string | undefined)[]
  close(): Promise<void>
}

/** An OpenTelemetry collector that reads OTLP over HTTP in JSON and keeps everything. */
export async function startTraceCollector(): Promise<TraceCollector> {
  const bodies: string[] = []
  const spans: CollectedSpan[] = []
  const seen: IncomingMessage['headers'][] = []
  const state: { mode: CollectorMode } = { mode: 'accept' }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString('utf8')
    bodies.push(body)
    seen.push(incoming.headers)
    const { mode } = state
    if (mode === 'hang') return
    if (incoming.method !== 'POST' || incoming.url !== '/v1/traces') return void response.writeHead(404).end()
    if (mode === 'unavailable') return void response.writeHead(503).end()
    if (mode === 'nonsense') return void response.writeHead(200).end('<html>no collector</html>')
    for (const { scopeSpans } of request.parse(JSON.parse(body)).resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }

  const server = createServer((incoming, response) => void answer(incoming, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The collector has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    get mode() {
      return state.mode
    },
    set mode(mode) {
      state.mode = mode
    },
    requests: () => bodies.length,
    spans: () => spans,
    text: () => bodies.join('\n'),
    header: (name) => seen.map((headers) => String(headers[name])),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export const attributesOf = ({ attributes }: CollectedSpan): Record<string, string | undefined> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]))
