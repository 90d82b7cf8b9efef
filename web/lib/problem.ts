import type { Problem } from '#contracts/problem.ts'
import { words } from '../words/index.ts'
import { isMissingFile } from './missing-file.ts'

/** The code of a call that needs a recent sign-in. */
export const reauthenticationRequired = 'reauthentication-required'

/** A response with status 400 or above. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: Problem

  constructor(body: Problem) {
    super(body.detail)
    this.problem = body
  }
}

/** No response: the request may or may not have been processed. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
}

/** The user or the browser refused a passkey. */
export class PasskeyError extends Error {
  override readonly name = 'PasskeyError'
}

/** Reads an error response. A response without a problem document, such as a proxy's HTML, gets our own text. */
export async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => '')
  const body = parseJson(text)
  if (isProblem(body)) return body
  return {
    type: 'about:blank',
    title: response.statusText || 'Error',
    status: response.status,
    detail: words.problems.unreadable(response.status),
    code: 'unreadable-answer',
    requestId: response.headers.get('x-request-id') ?? '',
  }
}

/** Validates without a schema, because the schemas are loaded with the first form only. */
export const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' &&
  body !== null &&
  'code' in body &&
  typeof body.code === 'string' &&
  'detail' in body &&
  typeof body.detail === 'string' &&
  'status' in body &&
  typeof body.status === 'number' &&
  (!('errors' in body) || Array.isArray(body.errors))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isSignedOut = (error: unknown) => error instanceof ApiError && error.problem.status === 401

/** Returns whether the item does not exist, or its id is not valid. */
export const isNotFound = (error: unknown) =>
  error instanceof ApiError &&
  (error.problem.status === 404 || (error.problem.errors ?? []).some(({ path }) => path === 'id'))

/** Returns the text of a failure for the user, with the remedy. */
export function explain(error: unknown): string {
  if (error instanceof ApiError) {
    const { status, code, detail, requestId } = error.problem
    if (code === reauthenticationRequired) return words.problems.notConfirmed
    if (status === 401) return words.problems.signedOut
    return status >= 500 && requestId ? words.problems.withRequest(detail, requestId) : detail
  }
  if (error instanceof ConnectionError || error instanceof PasskeyError) return error.message
  if (error instanceof DOMException && error.name === 'TimeoutError') return words.problems.tooLong
  if (isMissingFile(error)) return words.problems.missingFile
  return words.problems.unexpected
}
