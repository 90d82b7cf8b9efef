/** The part of a span that other processes need. */
export interface SpanReference {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  /** 16 hexadecimal digits. */
  readonly spanId: string
  readonly isSampled: boolean
}

const pattern = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/
const sampledFlag = 1

/** Returns the text of a span for a header or a column (W3C Trace Context, version 00). */
export const traceparentOf = ({ traceId, spanId, isSampled }: SpanReference): string =>
  `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`

/** Returns null for a text that is not a valid traceparent. */
export function parseTraceparent(text: string | null | undefined): SpanReference | null {
  const [, traceId, spanId, flags] = pattern.exec(text ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return null
  if (text?.startsWith('00-') && text.length !== 55) return null
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & sampledFlag) === sampledFlag }
}
