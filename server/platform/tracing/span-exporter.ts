import { z } from 'zod'
import type { Log } from '#server/platform/log/index.ts'
import { type StoreAnswer, StoreFailure, type StoreHttp } from '#server/platform/outbound/index.ts'
import { spansDropped, spansExported } from './metrics.ts'
import { otlpJson } from './otlp-json.ts'
import type { Span } from './span.ts'

/** About 2 MB of memory. Further spans are dropped. */
export const mostWaiting = 2048
const mostPerRequest = 512
/** Wait before a batch that is not full. After failures, the wait doubles up to the maximum. */
const batchEveryMs = 5_000
const retryMaxMs = 60_000

const retriedStatuses = new Set([429, 502, 503, 504])
const answerSchema = z.object({
  partialSuccess: z.object({ rejectedSpans: z.coerce.number().int().min(0) }),
})

export interface ExporterOptions {
  /** The whole address, with /v1/traces. */
  readonly url: string
  /** May be secret: they are never logged. */
  readonly headers: Readonly<Record<string, string>>
  readonly resource: { readonly serviceName: string; readonly version: string }
  readonly http: StoreHttp
  readonly log: Log
}

/**
 * Sends ended spans in batches, one request at a time. Nothing waits for it. If the collector does not take them, the
 * queue fills up, and further spans are dropped and counted.
 */
export class SpanExporter {
  readonly #options: ExporterOptions
  #waiting: Span[] = []
  #sending: Promise<void> | null = null
  #failures = 0
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: ExporterOptions) {
    this.#options = options
  }

  add(span: Span): void {
    if (this.#stopped || this.#waiting.length >= mostWaiting) {
      spansDropped.inc({ reason: this.#stopped ? 'stopped' : 'queue-full' })
      return
    }
    this.#waiting.push(span)
    if (this.#waiting.length >= mostPerRequest && this.#failures === 0) this.#sendSoon(0)
    else this.#sendSoon(this.#waitMs())
  }

  /** Sends the waiting spans, for at most `graceMs`. The others are dropped and counted. */
  async stop(graceMs: number): Promise<void> {
    const until = performance.now() + graceMs
    while (performance.now() < until && (this.#sending !== null || this.#waiting.length > 0)) {
      const failures = this.#failures
      await within(this.#sending ?? this.#send(), until - performance.now())
      if (this.#failures > failures) break
    }
    this.#stopped = true
    clearTimeout(this.#timer)
    spansDropped.inc({ reason: 'stopped' }, this.#waiting.splice(0).length)
  }

  #waitMs(): number {
    return this.#failures === 0 ? batchEveryMs : Math.min(batchEveryMs * 2 ** this.#failures, retryMaxMs)
  }

  #sendSoon(ms: number): void {
    if (this.#stopped || this.#sending !== null) return
    if (this.#timer !== undefined) {
      if (ms > 0) return
      clearTimeout(this.#timer)
    }
    this.#timer = setTimeout(() => void this.#send(), ms).unref()
  }

  #send(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = this.#waiting.splice(0, mostPerRequest)
    const sending = this.#sendBatch(batch).finally(() => {
      this.#sending = null
      if (this.#waiting.length > 0)
        this.#sendSoon(this.#failures === 0 && this.#waiting.length >= mostPerRequest ? 0 : this.#waitMs())
    })
    this.#sending = sending
    return sending
  }

  async #sendBatch(batch: readonly Span[]): Promise<void> {
    const { http, url, headers, resource } = this.#options
    try {
      const body = Buffer.from(otlpJson(batch, resource))
      const sent = { 'content-type': 'application/json', 'content-length': String(body.length), ...headers }
      const answer = await http({ method: 'POST', url, headers: sent, body })
      if (retriedStatuses.has(answer.status)) this.#keep(batch, `it responded with ${answer.status}.`)
      else if (answer.status >= 200 && answer.status < 300) this.#accepted(batch, answer)
      else {
        spansDropped.inc({ reason: 'rejected' }, batch.length)
        this.#failed(`It responded with ${answer.status}. ${batch.length} spans were dropped.`)
      }
    } catch (error) {
      this.#keep(batch, error instanceof StoreFailure ? error.message : 'The request could not be sent.')
    }
  }

  #accepted(batch: readonly Span[], answer: StoreAnswer): void {
    const rejected = Math.min(rejectedIn(answer), batch.length)
    spansDropped.inc({ reason: 'rejected' }, rejected)
    spansExported.inc(batch.length - rejected)
    if (this.#failures > 0) this.#options.log.info('the collector of traces accepts spans again')
    this.#failures = 0
  }

  /** The newest spans are dropped if the queue has filled up during the request. */
  #keep(batch: readonly Span[], why: string): void {
    const room = this.#stopped ? 0 : Math.max(0, mostWaiting - this.#waiting.length)
    this.#waiting.unshift(...batch.slice(0, room))
    spansDropped.inc({ reason: 'queue-full' }, Math.max(0, batch.length - room))
    this.#failed(why)
  }

  #failed(why: string): void {
    this.#failures += 1
    if (this.#failures > 1) return
    this.#options.log.warn(
      { why },
      'The collector did not accept traces. They are sent again later, and dropped if too many wait. Nothing else is affected. Check OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS.',
    )
  }
}

/** The body of a success may be empty or no JSON: then all spans count as accepted. */
function rejectedIn({ body }: StoreAnswer): number {
  try {
    return answerSchema.safeParse(JSON.parse(body.toString('utf8'))).data?.partialSuccess.rejectedSpans ?? 0
  } catch {
    return 0
  }
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms))
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
