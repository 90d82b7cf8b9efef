import { traceContext, withTrace } from './context.ts'
import { type Attributes, Span, type SpanKind } from './span.ts'
import { parseTraceparent, traceparentOf } from './traceparent.ts'

/** Receives each sampled span when it ends. */
interface SpanSink {
  add(span: Span): void
}

/** Null: tracing is off, and no span is made. */
let active: { readonly sink: SpanSink; readonly isSampled: () => boolean } | null = null

/**
 * Turns tracing on for this process, as the registry of metrics is one for this process.
 * @param share of the new traces that are sampled, from 0 to 1
 * @returns the function that turns it off
 */
export function traceTo(sink: SpanSink, share: number, random: () => number = Math.random): () => void {
  active = { sink, isSampled: () => random() < share }
  return () => {
    active = null
  }
}

interface Described {
  /** A name from the code: the number of different names is small. */
  readonly name: string
  readonly kind: SpanKind
  readonly attributes?: Attributes
  /** The text of a span of this or another process. Default: the current span. Null: a new trace. */
  readonly parent?: string | null
}

/**
 * Runs a function within a span, which ends with it. An error marks the span as failed, without its message.
 * @param run gets null if tracing is off
 */
export async function inSpan<T>(described: Described, run: (span: Span | null) => Promise<T>): Promise<T> {
  if (active === null) return run(null)
  const { sink, isSampled } = active
  const { name, kind, attributes = {}, parent } = described
  const parentSpan = parent === undefined ? traceContext().span : parseTraceparent(parent)
  const span = new Span({ name, kind, parent: parentSpan, isSampled })
  span.set(attributes)
  try {
    return await withTrace({ span }, () => run(span))
  } catch (error) {
    span.failed = true
    throw error
  } finally {
    span.end()
    if (span.isSampled) sink.add(span)
  }
}

/** Returns the current span as text, to continue its trace later, also in another process. */
export function currentTraceparent(): string | null {
  const { span } = traceContext()
  return span === null ? null : traceparentOf(span)
}
