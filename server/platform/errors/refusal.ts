import type { FieldProblemCode, RefusalCode } from '#contracts/error-codes.ts'
import type { FieldProblem } from '#contracts/problem.ts'

/** The HTTP status of each refusal. */
export const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  'invalid-body': 422,
  'malformed-request': 400,
  'not-signed-in': 401,
  'api-token-invalid': 401,
  'invalid-credentials': 401,
  'sign-in-expired': 401,
  'account-inactive': 403,
  'second-factor-required': 403,
  'reauthentication-required': 403,
  forbidden: 403,
  'foreign-origin': 403,
  'unknown-host': 421,
  'setup-closed': 403,
  'setup-token-invalid': 403,
  'password-link-invalid': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'email-taken': 409,
  'name-taken': 409,
  'server-exists': 409,
  'server-in-use': 409,
  'server-full': 409,
  'server-in-maintenance': 409,
  'username-taken': 409,
  'last-owner': 409,
  'operation-under-way': 409,
  'wrong-state': 409,
  'not-supported': 409,
  'account-does-not-match': 409,
  'panel-unavailable': 409,
  'finding-outdated': 409,
  'preview-changed': 409,
  'currency-mismatch': 409,
  'amount-mismatch': 409,
  'already-credited': 409,
  'limit-reached': 409,
  'dates-overlap': 409,
  'customer-parked': 409,
  'idempotency-key-reused': 422,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
}

export type { RefusalCode }

/** A refused request: nothing was written. `message` states the reason and the remedy, for the user. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly errors: readonly FieldProblem[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: RefusalCode,
    message: string,
    errors: readonly FieldProblem[] = [],
    retryAfterSeconds?: number,
  ) {
    super(message)
    this.code = code
    this.errors = errors
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** A refusal because of one field. */
export const fieldRefusal = (code: RefusalCode, path: string, fieldCode: FieldProblemCode, message: string) =>
  new Refusal(code, message, [{ path, code: fieldCode, message }])
