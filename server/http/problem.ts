import type { ProblemCode } from '#contracts/error-codes.ts'
import type { FieldProblem, Problem } from '#contracts/problem.ts'
import { Refusal, refusalStatus } from '#server/platform/errors/index.ts'

export const problemContentType = 'application/problem+json'

const titles: Record<number, string> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Request too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Invalid request',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Service unavailable',
}

export function makeProblem(problem: {
  status: number
  code: ProblemCode
  detail: string
  requestId: string
  errors?: readonly FieldProblem[]
}): Problem {
  const { status, code, detail, requestId, errors } = problem
  return {
    type: `urn:nextpanel-billing:problem:${code}`,
    title: titles[status] ?? 'Refused',
    status,
    detail,
    code,
    ...(errors && errors.length > 0 ? { errors: [...errors] } : {}),
    requestId,
  }
}

export const problemOfRefusal = (refusal: Refusal, requestId: string): Problem =>
  makeProblem({
    status: refusalStatus[refusal.code],
    code: refusal.code,
    detail: refusal.message,
    errors: refusal.errors,
    requestId,
  })

/** The cause is not returned. It is in the log, under the request id. */
export const problemOfFault = (requestId: string): Problem =>
  makeProblem({
    status: 500,
    code: 'internal',
    detail: `An internal error occurred. Try again. If it happens again, report request id ${requestId} to the operator of this system.`,
    requestId,
  })

/** Seconds until the next try while the database is unavailable. */
export const retryAfterSeconds = 5

/**
 * A temporary failure. It may be unknown whether the request was executed, because the response to a commit
 * can be lost.
 */
export const problemOfOutage = (requestId: string): Problem =>
  makeProblem({
    status: 503,
    code: 'database-unavailable',
    detail:
      'The database is not responding. Repeat the request in a moment. With the same Idempotency-Key nothing is done twice.',
    requestId,
  })

/** It ends when staff free space. No response to a commit is lost: nothing was written. */
export const problemOfFullDisk = (requestId: string, disk: string): Problem =>
  makeProblem({
    status: 503,
    code: 'database-unavailable',
    detail: `There is no space left on ${disk}, so nothing was saved. Free space there, then send the request again.`,
    requestId,
  })

/** Names the scheme that programs use. Browsers ask for nothing because of it. */
function challengeOf({ code }: Problem): Record<string, string> {
  if (code === 'not-signed-in') return { 'www-authenticate': 'Bearer' }
  return code === 'api-token-invalid' ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {}
}

export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': problemContentType,
      'cache-control': 'no-store',
      ...challengeOf(problem),
      ...(problem.status === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}),
      ...headers,
    },
  })
}

export function answerRefusal(refusal: Refusal, requestId: string): Response {
  const retryAfter = refusal.retryAfterSeconds
  return problemResponse(
    problemOfRefusal(refusal, requestId),
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  )
}

export function answerMethodNotAllowed(
  request: { method: string; path: string; allowed: readonly string[] },
  requestId: string,
): Response {
  const { method, path, allowed } = request
  const refusal = new Refusal(
    'method-not-allowed',
    `${method} is not allowed on ${path.slice(0, 200)}, only ${allowed.join(', ')}.`,
  )
  return problemResponse(problemOfRefusal(refusal, requestId), { allow: allowed.join(', ') })
}
