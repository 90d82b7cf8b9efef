/**
 * Every code that a {@link PanelError} can have: stable, and more specific than its kind. An error because of
 * a missing response has the transport's failure as its code.
 */
export const refusalCodes = [
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
  // Found before or after the request, by the code that holds the connection.
  'answers-contradict',
  'key-unreadable',
  'server-removed',
] as const

export const transportFailures = [
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

export const panelErrorCodes = [...refusalCodes, ...transportFailures] as const
export type PanelErrorCode = (typeof panelErrorCodes)[number]
