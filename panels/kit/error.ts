import type { PanelErrorCode } from './error-codes.ts'

/**
 * What the engine obeys:
 * - retry-later: known not done (refused, DNS, 429, 503 before work); wait `afterMs` at least, if given
 * - rejected: the panel said no to this account; a person must correct something
 * - needs-operator: key, permission, scope, IP, TLS or address trouble; the whole server is affected
 * - conflict: "already exists"; to be looked into, never believed by itself
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

/** One request and what came of it, with secrets and passwords already redacted: it is stored and shown. */
export interface Exchange {
  readonly request: string
  /** null where nothing readable came back. */
  readonly status: number | null
  /** The answer's meaning in at most 500 characters, redacted. */
  readonly answer: string
  readonly durationMs: number
}

export class PanelError extends Error {
  override readonly name = 'PanelError'
  readonly kind: PanelErrorKind
  readonly code: PanelErrorCode
  /** For staff: what to do about it, a full sentence. */
  readonly remedy: string
  /** retry-later only: the panel's Retry-After in milliseconds. */
  readonly afterMs: number | undefined
  readonly exchanges: readonly Exchange[]

  /** @param message a full sentence for staff; never holds a secret */
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
