import type { FieldProblem, ProblemCode } from './generated/types.ts'

/** The server refused the request, or could not serve it. The fields are those of its problem details (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: number
  /** Stable. A newer server can have codes that this release does not know. */
  readonly code: ProblemCode | (string & {})
  /** Says what happened and what to do. It is also the `message`. */
  readonly detail: string
  /** The invalid fields. Empty if none is named. */
  readonly errors: readonly FieldProblem[]
  /** Finds the request in the log of the server. */
  readonly requestId: string | null
  /** Milliseconds until the server wants the next try. */
  readonly retryAfterMs: number | null

  constructor(
    problem: Pick<ProblemError, 'status' | 'code' | 'detail' | 'errors' | 'requestId'>,
    retryAfterMs: number | null = null,
  ) {
    super(problem.detail)
    this.status = problem.status
    this.code = problem.code
    this.detail = problem.detail
    this.errors = problem.errors
    this.requestId = problem.requestId
    this.retryAfterMs = retryAfterMs
  }
}

/** No complete response arrived. The request may have been executed; `tries` shared one Idempotency-Key. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly url: string
  readonly tries: number

  constructor(message: string, facts: { url: string; tries: number; cause?: unknown }) {
    super(message, { cause: facts.cause })
    this.url = facts.url
    this.tries = facts.tries
  }
}

/** Something other than NextPanel Billing responded, for example a proxy or another website. */
export class UnexpectedResponseError extends Error {
  override readonly name = 'UnexpectedResponseError'
  readonly status: number
  readonly url: string

  constructor(message: string, facts: { status: number; url: string }) {
    super(message)
    this.status = facts.status
    this.url = facts.url
  }
}

/** Returns whether the server answered with one of these codes. */
export const isProblem = (error: unknown, ...codes: readonly ProblemCode[]): error is ProblemError =>
  error instanceof ProblemError && (codes.length === 0 || codes.some((code) => code === error.code))

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Returns the error for a response of 400 and above, or a redirect. */
export async function errorOf(
  response: Response,
  url: string,
): Promise<ProblemError | UnexpectedResponseError> {
  const { status, headers } = response
  const location = headers.get('location')
  if (status >= 300 && status < 400)
    return new UnexpectedResponseError(
      `${url} redirects to ${location ?? 'another address'}. The token was not sent there. Use the address that it redirects to.`,
      { status, url },
    )
  const isProblemBody = headers.get('content-type')?.startsWith('application/problem+json') ?? false
  const body = record(await response.json().catch(() => null))
  if (!isProblemBody || typeof body.code !== 'string')
    return new UnexpectedResponseError(
      `${url} answered ${status}, and not as NextPanel Billing answers. Check the address, and the proxies in front of it.`,
      { status, url },
    )
  const errors = (Array.isArray(body.errors) ? body.errors : []).map((one: unknown) => {
    const { path, code, message } = record(one)
    return { path: text(path), code: text(code), message: text(message) }
  })
  const requestId = typeof body.requestId === 'string' ? body.requestId : headers.get('x-request-id')
  return new ProblemError(
    { status, code: body.code, detail: text(body.detail), errors, requestId },
    retryAfterMs(headers.get('retry-after')),
  )
}

/** Reads a number of seconds, or an HTTP date. */
export function retryAfterMs(header: string | null, now = Date.now()): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
