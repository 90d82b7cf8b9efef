import { currentTraceparent, traceContext } from '#server/platform/tracing/index.ts'

/** Returns the columns about the request that starts or retries an operation now. Null: no request does. */
export const causeOf = () => ({ requestId: traceContext().requestId, traceparent: currentTraceparent() })
