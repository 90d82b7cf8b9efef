import { type DestinationStream, type LogFn, type Logger, pino } from 'pino'
import { traceLogFields } from '#server/platform/tracing/log-fields.ts'
import { censorPaths } from './censor.ts'
import { describeError, withoutValues } from './describe-error.ts'

export type Log = Logger

/**
 * Structured logs, one JSON object per line. Fields with secret names are censored (see censor.ts), and an
 * error never contains the values of a failed query. Each line has the ids of the request and the operation that caused
 * it.
 * @param options.destination default: standard output
 */
export const createLog = (options: { level: string; destination?: DestinationStream }): Log => {
  const settings = {
    level: options.level,
    timestamp: pino.stdTimeFunctions.isoTime,
    base: null,
    mixin: traceLogFields,
    redact: { paths: censorPaths, censor: '[redacted]' },
    hooks: { logMethod: withSafeMessage },
    serializers: { err: describeError, error: describeError, cause: describeError },
  }
  return options.destination ? pino(settings, options.destination) : pino(settings)
}

/** pino uses the message of an error that is logged without one, including values. */
function withSafeMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, ...rest] = args.map((arg) => (typeof arg === 'string' ? withoutValues(arg) : arg))
  const error = first instanceof Error ? first : errorIn(first)
  const fields = first instanceof Error ? { err: first } : first
  const message = error !== undefined && rest.length === 0 ? [describeError(error).message] : rest
  Reflect.apply(method, this, [fields, ...message])
}

const errorIn = (fields: unknown): Error | undefined =>
  typeof fields === 'object' && fields !== null && 'err' in fields && fields.err instanceof Error
    ? fields.err
    : undefined
