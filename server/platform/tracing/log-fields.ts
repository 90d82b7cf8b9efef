import { traceContext } from './context.ts'

/** Returns the ids for a line of the log. A line that names an id itself keeps its own. */
export function traceLogFields(): Record<string, string> {
  const { requestId, operationId, span } = traceContext()
  return {
    ...(requestId === null ? {} : { requestId }),
    ...(operationId === null ? {} : { operationId }),
    ...(span === null ? {} : { traceId: span.traceId }),
  }
}
