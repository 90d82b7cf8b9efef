export interface DescribedError {
  readonly type: string
  readonly message: string
  readonly stack?: string
  readonly code?: string
  readonly constraint?: string
  readonly queue?: string
  readonly cause?: DescribedError
  readonly errors?: readonly DescribedError[]
}

const MAX_DEPTH = 6

/**
 * Returns an error in a form that may be logged. drizzle adds a query's values to the message of its errors.
 * PostgreSQL quotes input that it cannot read, and adds a row's values to `detail`. Any of these may be a
 * secret, so only the fields named here are logged.
 */
export const describeError = (error: unknown, depth = 0): DescribedError => {
  if (!isErrorLike(error)) return { type: typeof error, message: 'The thrown value is not an error.' }
  const message = withoutValues(error.message)
  const { cause, errors } = error
  return {
    type: typeOf(error),
    message,
    ...textFields(error, ['code', 'constraint', 'queue']),
    ...(typeof error.stack === 'string' ? { stack: stackOf(error.stack, message) } : {}),
    ...(cause !== undefined && depth < MAX_DEPTH ? { cause: describeError(cause, depth + 1) } : {}),
    ...(Array.isArray(errors) && depth < MAX_DEPTH
      ? { errors: errors.map((each) => describeError(each, depth + 1)) }
      : {}),
  }
}

/** Removes possible values from a message, and from every copy of it. */
export const withoutValues = (message: string): string =>
  message
    .replace(/(Failed query: [\s\S]*?)\nparams:[\s\S]*/, '$1')
    .replace(
      /(invalid input syntax for type [^:]+|invalid byte sequence[^:]*|out of range[^:]*): [\s\S]*/,
      '$1',
    )
    .replace(/^(value) "[\s\S]*" (is out of range)/, '$1 $2')

interface ErrorLike {
  readonly message: string
  readonly stack?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

/** pg-boss emits copies of errors, which are plain objects. */
const isErrorLike = (error: unknown): error is ErrorLike =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'

const typeOf = (error: ErrorLike) => {
  if (!(error instanceof Error)) return 'Error'
  return error.name === 'Error' ? error.constructor.name : error.name
}

/** A stack begins with the message, including values. Only its frames are kept. */
const stackOf = (stack: string, message: string) => {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return [message, ...frames].join('\n')
}

const textFields = (error: ErrorLike, names: readonly string[]) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value: unknown = Reflect.get(error, name)
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
