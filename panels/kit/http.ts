import type { transportFailures } from './error-codes.ts'

/**
 * The only way in which a driver reaches a panel. The server's implementation (server/platform/outbound)
 * limits every call by a total deadline and a byte limit, follows no redirect, verifies TLS, and connects
 * only to addresses that PANEL_ALLOWED_NETWORKS allows.
 */
export interface PanelHttp {
  /**
   * Returns the response for any HTTP status. @throws {PanelTransportError} if no complete response arrived
   */
  request(request: PanelRequest): Promise<PanelResponse>
  /**
   * Name resolution, connection and TLS handshake to the base URL, each separately. Sends no request.
   * @param ca as in {@link PanelRequest}
   */
  probe(baseUrl: string, ca?: string): Promise<readonly NetworkStep[]>
}

/**
 * A {@link PanelHttp} for one operation: consecutive requests to one origin share a connection as long as the
 * panel keeps it open. A request is sent at most once. It gets another connection only if no byte of it was
 * written to the first. A concurrent request has its own connection.
 */
export interface PanelSession extends PanelHttp, Disposable {
  /** Closes the kept connection. One in use closes after its response. The session still accepts requests. */
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
  /** PEM of the authorities that verify TLS. Default: the public ones. Verification cannot be disabled. */
  readonly ca?: string
}

export interface PanelResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /**
   * `json` only if the response's type is application/json and it parsed. Otherwise the first 500 characters
   * as text.
   */
  readonly body:
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'malformed-json'; readonly text: string }
    | { readonly kind: 'other'; readonly contentType: string; readonly text: string }
    | { readonly kind: 'empty' }
  readonly durationMs: number
  /** Our socket's own address as this machine sees it. Behind NAT, the panel may see another. */
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
  /** False only if certainly no byte of the request was sent: then the panel cannot have acted. */
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
