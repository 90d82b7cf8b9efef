import { PanelTransportError, type TransportFailure } from '#panels/kit/index.ts'

/**
 * A failed connection step, before the duration of the whole call is known. No byte of the request was sent.
 */
export interface ConnectFailure {
  readonly failure: TransportFailure
  readonly message: string
  readonly remedy: string
  readonly cause?: unknown
}

/** Carries a {@link ConnectFailure} up to the call or the probe that reports it. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError'
  readonly detail: ConnectFailure

  constructor(detail: ConnectFailure) {
    super(detail.message, { cause: detail.cause })
    this.detail = detail
  }
}

export function neverSent(error: ConnectError, durationMs: number): PanelTransportError {
  return new PanelTransportError({ ...error.detail, maybeSent: false, durationMs, cause: error })
}

/**
 * Returns the `code` of a Node or undici error. For "all addresses failed", returns the most informative
 * code.
 */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) {
    const codes = error.errors.map(codeOf)
    return codes.find((code) => code === 'ECONNREFUSED') ?? codes.find((code) => code !== '') ?? ''
  }
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
