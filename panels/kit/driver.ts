import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { Exchange } from './error.ts'
import type { PanelHttp } from './http.ts'

/**
 * One panel: its description, which is plain data (GET /v1/panels returns it), and the way to connect. A
 * driver is one folder under panels/ that imports only the kit and its own files.
 */
export interface PanelDriver extends PanelDescription {
  /** Opens no connection: a client is a connection's settings bound to a transport. */
  connect(connection: PanelConnection, http: PanelHttp): PanelClient
}

export interface PanelConnection {
  /** Normalized, no trailing slash, for example http://panel.example:9000. */
  readonly baseUrl: string
  /** "" if the driver requires no such field. */
  readonly apiKey: string
  /** "" if the driver requires no such field. */
  readonly apiSecret: string
  /** PEM of the authorities that verify the panel's certificate, instead of the public ones. */
  readonly caCertificate?: string | null | undefined
  /**
   * Whether this key was accepted at this address before. Until then another service may answer there: no text
   * of its responses, neither body nor header, may be shown or recorded. Default: false.
   */
  readonly proven?: boolean | undefined
}

/** All methods throw only {@link PanelError}. They never retry: the engine decides. */
export interface PanelClient {
  /** The connection test (B6). Reports failed checks instead of throwing. Creates no account. */
  testConnection(): Promise<ConnectionReport>
  /** Health and one cheap authenticated call, for schedules. */
  checkHealth(): Promise<ConnectionReport>
  /**
   * Creates one account. The result is the panel's response, not yet read back.
   * `conflict` if username or email is taken, `unknown-outcome` whenever the panel may have created it.
   */
  create(account: AccountToCreate): Promise<PanelAnswer<PanelAccount>>
  /**
   * `absent` only for the panel's own JSON 404 while an authenticated control read succeeds. All else is
   * `not-known`.
   */
  findById(id: string): Promise<PanelAnswer<Finding>>
  /** Returns every account that matches any given key; see {@link Survey}. */
  search(keys: SearchKeys): Promise<PanelAnswer<Survey>>
  /**
   * Returns every account on the panel, also of other owners, as far as its list shows; see {@link Listing}.
   */
  list(): Promise<PanelAnswer<Listing>>
  /** `already` if the panel reports that there was nothing to do, `gone` for its 404. */
  suspend(id: string, reason: string): Promise<PanelAnswer<'done' | 'already' | 'gone'>>
  unsuspend(id: string): Promise<PanelAnswer<'done' | 'already' | 'gone'>>
  terminate(id: string): Promise<PanelAnswer<'done' | 'gone'>>
  usage(id: string): Promise<PanelAnswer<PanelUsage>>
}

/** A parsed response with the redacted requests that led to it, for the timeline. */
export interface PanelAnswer<T> {
  readonly value: T
  readonly exchanges: readonly Exchange[]
}

export interface AccountToCreate {
  readonly username: string
  readonly email: string
  readonly password: string
  readonly fullName: string
  readonly company: string | null
  readonly packageId: string | number | null
  /** Unforgeable. It is stored in the panel's billing reference. At most 100 visible ASCII characters. */
  readonly marker: string
  readonly billingCustomerId: string
}

/** A field is undefined if this panel's response does not have it: unknown, not empty. */
export interface PanelAccount {
  readonly id: string
  readonly username: string
  readonly email: string | undefined
  /** Null: the panel reports that there is none. */
  readonly marker: string | null | undefined
  readonly suspended: boolean | undefined
  /** In the panel's own form, for staff. */
  readonly createdAt?: string | undefined
}

export type Finding =
  | { readonly state: 'found'; readonly account: PanelAccount }
  | { readonly state: 'absent' }
  /**
   * `passing`: this response was unusual, and the next one may have the information. Otherwise the panel does
   * not support it.
   */
  | { readonly state: 'not-known'; readonly why: string; readonly passing?: boolean }

/** Emails compare without case, usernames by the panel's rule. */
export interface SearchKeys {
  /**
   * True by default: reads as much as needed to prove an absence. False: uses only the panel's own filters,
   * one or two requests whatever the number of accounts. A lookup without a result then proves nothing.
   */
  readonly full?: boolean
  readonly marker?: string
  readonly username?: string
  readonly email?: string
}

export interface Survey {
  /** Accounts that match at least one key, never of other owners. */
  readonly matches: readonly PanelAccount[]
  /** True only if the panel's list was read to its end: then no match means absent. */
  readonly complete: boolean
  /** The reason why it is not complete, as a sentence. */
  readonly why?: string
}

export interface Listing {
  /** Each id once. */
  readonly accounts: readonly PanelAccount[]
  /** Ids that are also on the panel, but whose records could not be read. */
  readonly unclearIds: readonly string[]
  /**
   * True only if the list was read to its end, with the id of each entry: an id that is not in it does not
   * exist.
   */
  readonly complete: boolean
  /** The reason why it is not complete, as a sentence. */
  readonly why?: string
}

export interface PanelUsage {
  readonly domains: number | null
  readonly databases: number | null
  readonly emailAccounts: number | null
  readonly sslCertificates: number | null
  readonly storageUsed: number | string | null
  readonly lastLoginAt: string | null
}

export interface ConnectionReport {
  /** No check failed. */
  readonly ok: boolean
  /** The server's status that follows from the checks. */
  readonly verdict: 'online' | 'degraded' | 'offline' | 'needs-operator'
  readonly checks: readonly ConnectionCheck[]
}

export type CheckId = 'dns' | 'tcp' | 'tls' | 'health' | 'key' | 'permission' | 'scope' | 'ip' | 'latency'

export interface ConnectionCheck {
  readonly id: CheckId
  readonly state: 'pass' | 'warn' | 'fail' | 'not-checked'
  readonly message: string
  readonly remedy?: string
  readonly durationMs: number
}
