/** Every `code` of problem details: the reason why a request was refused or could not be served. */
export const refusalCodes = [
  'invalid-body',
  'malformed-request',
  'not-signed-in',
  'api-token-invalid',
  'invalid-credentials',
  'sign-in-expired',
  'account-inactive',
  'second-factor-required',
  'reauthentication-required',
  'forbidden',
  'last-owner',
  'foreign-origin',
  'unknown-host',
  'setup-closed',
  'setup-token-invalid',
  'password-link-invalid',
  'not-found',
  'method-not-allowed',
  'email-taken',
  'name-taken',
  'server-exists',
  'server-in-use',
  'server-full',
  'server-in-maintenance',
  'username-taken',
  'operation-under-way',
  'wrong-state',
  'not-supported',
  'account-does-not-match',
  'panel-unavailable',
  'finding-outdated',
  'idempotency-key-reused',
  'body-too-large',
  'unsupported-media-type',
  'too-many-requests',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** The `code` of problem details if the request was not the cause. */
export const faultCodes = ['internal', 'database-unavailable'] as const
export type ProblemCode = RefusalCode | (typeof faultCodes)[number]

/** The reasons why a server does not accept a new account. */
export const placementCodes = [
  'server-in-maintenance',
  'server-draining',
  'server-offline',
  'server-full',
] as const
export type PlacementCode = (typeof placementCodes)[number]

/** Every `code` of an operation's error: found by the engine, the panel, or the connection to it. */
export const operationErrorCodes = [
  ...placementCodes,
  'account-gone',
  'another-account-meanwhile',
  'engine-paused',
  'identity-mismatch',
  'identity-not-known',
  'installation-held',
  'internal',
  'interrupted',
  'interrupted-repeatedly',
  'not-yet-effective',
  'outcome-unknown',
  'panel-id-in-use',
  'password-required',
  'read-back-mismatch',
  'reference-doubled',
  'server-paused',
  'server-unreachable',
  // The panel's refusals. panels/kit has the same list, which a test compares.
  'username-taken',
  'email-taken',
  'username-or-email-taken',
  'username-not-allowed',
  'email-not-allowed',
  'password-not-allowed',
  'field-not-allowed',
  'package-unknown',
  'account-not-found',
  'account-id-not-valid',
  'panel-refused',
  'not-supported',
  'key-invalid',
  'key-revoked',
  'key-expired',
  'key-inactive',
  'permission-too-low',
  'scope-missing',
  'ip-not-allowed',
  'access-denied',
  'not-a-panel',
  'redirected',
  'rate-limited',
  'panel-error',
  'odd-answer',
  'answers-contradict',
  'key-unreadable',
  'server-removed',
  // No response arrived.
  'dns',
  'address-not-allowed',
  'refused',
  'unreachable',
  'connect-timeout',
  'tls',
  'dropped',
  'deadline',
  'too-large',
] as const
export type OperationErrorCode = (typeof operationErrorCodes)[number]

/**
 * Every `code` of a field's error that this application defines. The schema library adds those of its issues.
 */
export const fieldProblemCodes = [
  ...placementCodes,
  'account-does-not-match',
  'another-panel',
  'api-key-required',
  'certificate-expired',
  'does-not-match',
  'email-required',
  'email-taken',
  'guessable-password',
  'invalid',
  'mapped-twice',
  'name-taken',
  'no-server',
  'not-allowed',
  'not-a-certificate',
  'not-readable',
  'password-required',
  'required',
  'same-password',
  'server-exists',
  'similar-customer',
  'unknown-column',
  'unknown-driver',
  'unknown-server',
  'unknown-time-zone',
  'username-taken',
  'wrong-code',
  'wrong-password',
] as const
export type FieldProblemCode = (typeof fieldProblemCodes)[number]

/** The `id` of each check of a connection test, in the order in which they run. */
export const checkIds = [
  'dns',
  'tcp',
  'tls',
  'health',
  'key',
  'permission',
  'scope',
  'ip',
  'latency',
] as const
export type CheckId = (typeof checkIds)[number]
