interface DescribedError {
  readonly type: string
  readonly message: string
  readonly stack?: string
  readonly code?: string
  readonly constraint?: string
  readonly cause?: DescribedError
  readonly errors?: readonly DescribedError[]
}

const MAX_DEPTH = 6

/**
 * An error as it may be logged. drizzle puts a query's values into the message of its errors and PostgreSQL puts
 * a row's values into `detail`, both of which may be secrets: only what is named here gets through.
 */
export const describeError = (error: unknown, depth = 0): DescribedError => {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'Something that is no error was thrown.' }
  const message = withoutValues(error)
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message,
    ...textField(error, 'code'),
    ...textField(error, 'constraint'),
    ...(error.stack === undefined ? {} : { stack: stackOf(error, message) }),
    ...(error.cause === undefined || depth >= MAX_DEPTH
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < MAX_DEPTH
      ? { errors: error.errors.map((each: unknown) => describeError(each, depth + 1)) }
      : {}),
  }
}

const isQueryError = (error: Error): error is Error & { query: string } =>
  'query' in error && typeof error.query === 'string' && 'params' in error

const withoutValues = (error: Error) => (isQueryError(error) ? `Failed query: ${error.query}` : error.message)

/** A stack begins with the message, values and all; its frames begin at the first line that is one. */
const stackOf = (error: Error, message: string) => {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [`${error.name}: ${message}`, ...frames].join('\n')
}

const textField = (error: Error, name: 'code' | 'constraint') => {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? { [name]: value } : {}
}
