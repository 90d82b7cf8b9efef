export { traceContext, withoutTrace, withTrace } from './context.ts'
export { openTracing } from './open-tracing.ts'
export { parseTraceparent } from './traceparent.ts'
export { currentTraceparent, inSpan } from './tracing.ts'
