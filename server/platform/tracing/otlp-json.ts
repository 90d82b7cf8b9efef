import type { Span, SpanKind } from './span.ts'

/** https://opentelemetry.io/docs/specs/otlp/: the JSON encoding of ExportTraceServiceRequest. */
const kinds: Record<SpanKind, number> = { internal: 1, server: 2, client: 3, consumer: 5 }
const statusError = 2
const nanosecondsPerMillisecond = 1_000_000

/** Returns the body of a request to a collector. 64-bit numbers are text in this encoding. */
export const otlpJson = (
  spans: readonly Span[],
  { serviceName, version }: { serviceName: string; version: string },
): string =>
  JSON.stringify({
    resourceSpans: [
      {
        resource: {
          attributes: attributesOf([
            ['service.name', serviceName],
            ['service.version', version],
          ]),
        },
        scopeSpans: [{ scope: { name: 'nextpanel-billing', version }, spans: spans.map(encodeSpan) }],
      },
    ],
  })

function encodeSpan(span: Span) {
  const start = BigInt(span.startedAtMs) * BigInt(nanosecondsPerMillisecond)
  const end = start + BigInt(Math.round((span.durationMs ?? 0) * nanosecondsPerMillisecond))
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId === null ? {} : { parentSpanId: span.parentSpanId }),
    name: span.name,
    kind: kinds[span.kind],
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(end),
    attributes: attributesOf([...span.attributes]),
    links: span.links.map(({ traceId, spanId }) => ({ traceId, spanId })),
    status: span.failed ? { code: statusError } : {},
  }
}

const attributesOf = (attributes: readonly (readonly [string, string | number])[]) =>
  attributes.map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(Math.round(value)) },
  }))
