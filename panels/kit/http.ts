import type { transportFailures } from './error-codes.ts'

/**
 * The only way a driver reaches a panel. The server's implementation (server/platform/outbound) bounds every
 * call by a total deadline and a byte limit, follows no redirect, verifies TLS, and connects only to addresses
 * that PANEL_ALLOWED_NETWORKS allows.
 */
export interface PanelHttp {
  /** Answers whatever HTTP status came. @throws {PanelTransportError} when no complete answer came */
  request(request: PanelRequest): Promise<PanelResponse>
  /**
   * Name resolution, connection and TLS handshake to the base URL, each on its own; sends no request.
   * @param ca as in {@link PanelRequest}
   */
  probe(baseUrl: string, ca?: string): Promise<readonly NetworkStep[]>
}

/**
 * A {@link PanelHttp} for one operation: requests to one origin, one after the other, share a connection as long as
 * the panel keeps it open. A request is sent once at most: it gets another connection only if nothing of it was
 * written to the first. A request beside another one has a connection of its own.
 */
export interface PanelSession extends PanelHttp, Disposable {
  /** Closes the connection that is kept; one in use closes after its answer. The session still answers requests. */
  close(): void
}

/** A {@link PanelHttp} that can open sessions. */
export interface PanelHttpWithSessions extends PanelHttp {
  session(): PanelSession
}

export interface PanelRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** PEM of the authorities to verify TLS by; those that everybody trusts, unless given. There is no way not to verify. */
  readonly ca?: string
}

export interface PanelResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** `json` only if the answer said application/json and parsed; else the first 500 characters as text. */
  readonly body:
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'malformed-json'; readonly text: string }
    | { readonly kind: 'other'; readonly contentType: string; readonly text: string }
    | { readonly kind: 'empty' }
  readonly durationMs: number
  /** Our socket's own address as this machine sees it; behind NAT the panel may see another. */
  readonly localAddress: string | undefined
}

export interface NetworkStep {
  readonly id: 'dns' | 'tcp' | 'tls'
  readonly state: 'pass' | 'warn' | 'fail' | 'not-checked'
  readonly message: string
  readonly remedy?: string
  readonly durationMs: number
  readonly localAddress?: string
  /** Only with `fail`. */
  readonly failure?: TransportFailure
}

export type TransportFailure = (typeof transportFailures)[number]

export class PanelTransportError extends Error {
  override readonly name = 'PanelTransportError'
  readonly failure: TransportFailure
  /** False only if it is certain that not one byte of the request left: then the panel cannot have acted. */
  readonly maybeSent: boolean
  readonly remedy: string
  readonly durationMs: number

  constructor(options: {
    failure: TransportFailure
    maybeSent: boolean
    message: string
    remedy: string
    durationMs: number
    cause?: unknown
  }) {
    super(options.message, { cause: options.cause })
    this.failure = options.failure
    this.maybeSent = options.maybeSent
    this.remedy = options.remedy
    this.durationMs = options.durationMs
  }
}
