import { type DestinationStream, type Logger, pino } from 'pino'
import { censorPaths } from './censor.ts'
import { describeError } from './describe-error.ts'

export type Log = Logger

/**
 * Structured logs, one JSON object a line. Secrets by name are censored (see censor.ts), and an error never
 * carries the values of the query that failed.
 * @param options.destination where lines go; standard output unless told
 */
export const createLog = (options: { level: string; destination?: DestinationStream }): Log => {
  const settings = {
    level: options.level,
    timestamp: pino.stdTimeFunctions.isoTime,
    base: null,
    redact: { paths: censorPaths, censor: '[redacted]' },
    serializers: { err: describeError, error: describeError, cause: describeError },
  }
  return options.destination ? pino(settings, options.destination) : pino(settings)
}
