import type { PanelErrorCode } from './error-codes.ts'

/**
 * The kinds of error, for the engine:
 * - retry-later: certainly not done (refused, DNS, 429, 503 before work). Wait at least `afterMs`, if given
 * - rejected: the panel refused this account. Staff must correct a value
 * - needs-operator: key, permission, scope, IP address, TLS or address. The whole server is affected
 * - conflict: "already exists". It needs a lookup and proves nothing
 * - unknown-outcome: the panel may have done it
 * - not-supported: this panel has no such call
 */
export type PanelErrorKind =
  | 'retry-later'
  | 'rejected'
  | 'needs-operator'
  | 'conflict'
  | 'unknown-outcome'
  | 'not-supported'

/** One request and its result, with secrets and passwords already redacted: it is stored and shown. */
export interface Exchange {
  readonly request: string
  /** Null if no readable response arrived. */
  readonly status: number | null
  /** The response in at most 500 characters, redacted. */
  readonly answer: string
  readonly durationMs: number
}

export class PanelError extends Error {
  override readonly name = 'PanelError'
  readonly kind: PanelErrorKind
  readonly code: PanelErrorCode
  /** The remedy for staff, a full sentence. */
  readonly remedy: string
  /** retry-later only: the panel's Retry-After in milliseconds. */
  readonly afterMs: number | undefined
  readonly exchanges: readonly Exchange[]

  /** @param message a full sentence for staff, never with a secret */
  constructor(options: {
    kind: PanelErrorKind
    code: PanelErrorCode
    message: string
    remedy: string
    afterMs?: number | undefined
    exchanges?: readonly Exchange[]
    cause?: unknown
  }) {
    super(options.message, { cause: options.cause })
    this.kind = options.kind
    this.code = options.code
    this.remedy = options.remedy
    this.afterMs = options.afterMs
    this.exchanges = options.exchanges ?? []
  }
}
