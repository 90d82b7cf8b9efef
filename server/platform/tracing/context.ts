import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span } from './span.ts'

/** The cause of what runs now. The log adds the ids to each line. */
export interface TraceContext {
  readonly requestId: string | null
  readonly operationId: string | null
  /** Null if tracing is off, or nothing is traced here. */
  readonly span: Span | null
}

const nothing: TraceContext = { requestId: null, operationId: null, span: null }
const contexts = new AsyncLocalStorage<TraceContext>()

export const traceContext = (): TraceContext => contexts.getStore() ?? nothing

/** Runs a function with these values, and the others unchanged, also in everything that it awaits or starts. */
export const withTrace = <T>(values: Partial<TraceContext>, run: () => T): T =>
  contexts.run({ ...traceContext(), ...values }, run)

/** Runs a function that no request and no operation has caused, even if one of them started it. */
export const withoutTrace = <T>(run: () => T): T => contexts.run(nothing, run)
