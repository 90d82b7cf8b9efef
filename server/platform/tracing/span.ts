import { randomBytes } from 'node:crypto'
import type { SpanReference } from './traceparent.ts'

export type SpanKind = 'internal' | 'server' | 'client' | 'consumer'

/** Ids, names from the code, states and counts. Never a secret, a query string, or data of a customer. */
export type Attributes = Readonly<Record<string, string | number | null>>

/** One timed step of a trace. It is exported after it has ended, if its trace is sampled. */
export class Span implements SpanReference {
  readonly traceId: string
  readonly spanId = randomBytes(8).toString('hex')
  readonly parentSpanId: string | null
  readonly isSampled: boolean
  readonly kind: SpanKind
  readonly links: SpanReference[] = []
  readonly startedAtMs = Date.now()
  readonly attributes = new Map<string, string | number>()
  name: string
  failed = false
  /** Null until the span ends. */
  durationMs: number | null = null
  // The system clock may be moved while the span is open.
  readonly #startedAt = performance.now()

  /** @param options.parent null: a new trace, which `isSampled` decides about */
  constructor(options: {
    readonly name: string
    readonly kind: SpanKind
    readonly parent: SpanReference | null
    readonly isSampled: () => boolean
  }) {
    const { name, kind, parent } = options
    this.name = name
    this.kind = kind
    this.traceId = parent?.traceId ?? randomBytes(16).toString('hex')
    this.parentSpanId = parent?.spanId ?? null
    this.isSampled = parent?.isSampled ?? options.isSampled()
  }

  /** Null values are omitted. */
  set(attributes: Attributes): void {
    for (const [name, value] of Object.entries(attributes))
      if (value !== null) this.attributes.set(name, value)
  }

  end(): void {
    this.durationMs ??= performance.now() - this.#startedAt
  }
}
