import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { Exchange } from './error.ts'
import type { PanelHttp } from './http.ts'

/**
 * One panel: its description, which is plain data (GET /v1/panels answers it), and the way to connect. A driver is one
 * folder under panels/ that imports the kit and its own files only.
 */
export interface PanelDriver extends PanelDescription {
  /** Opens nothing: a client is a connection's settings bound to a transport. */
  connect(connection: PanelConnection, http: PanelHttp): PanelClient
}

export interface PanelConnection {
  /** Normalised, no trailing slash, e.g. http://panel.example:9000 */
  readonly baseUrl: string
  /** "" where the driver asks for no such field. */
  readonly apiKey: string
  /** "" where the driver asks for no such field. */
  readonly apiSecret: string
  /** PEM of the authorities that the panel's certificate is verified by, in place of those that everybody trusts. */
  readonly caCertificate?: string | null | undefined
}

/** All methods throw only {@link PanelError}. Nothing is retried inside: the engine decides. */
export interface PanelClient {
  /** The connection ladder (B6). Never throws for what it can report as a failed rung. Makes no account. */
  testConnection(): Promise<ConnectionReport>
  /** Health and one cheap authenticated call; for schedules. */
  checkHealth(): Promise<ConnectionReport>
  /**
   * Makes one account. The answer is what the panel said, not yet read back.
   * `conflict` when username or e-mail is taken, `unknown-outcome` whenever the panel may have made it.
   */
  create(account: AccountToCreate): Promise<PanelAnswer<PanelAccount>>
  /** `absent` only on the panel's own JSON 404 while an authenticated control read succeeds; all else is `not-known`. */
  findById(id: string): Promise<PanelAnswer<Finding>>
  /** Every account that matches any key given; see {@link Survey}. */
  search(keys: SearchKeys): Promise<PanelAnswer<Survey>>
  /** Every account on the panel, strangers' too, as far as its list tells; see {@link Listing}. */
  list(): Promise<PanelAnswer<Listing>>
  /** `already` where the panel says that there was nothing to do, `gone` on its 404. */
  suspend(id: string, reason: string): Promise<PanelAnswer<'done' | 'already' | 'gone'>>
  unsuspend(id: string): Promise<PanelAnswer<'done' | 'already' | 'gone'>>
  terminate(id: string): Promise<PanelAnswer<'done' | 'gone'>>
  usage(id: string): Promise<PanelAnswer<PanelUsage>>
}

/** A parsed answer together with the redacted requests that led to it, for the timeline. */
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
  /** Unforgeable and ours; goes where the panel keeps a billing reference. At most 100 visible ASCII characters. */
  readonly marker: string
  readonly billingCustomerId: string
}

/** A field is undefined where this panel's answer does not carry it: unknown, not empty. */
export interface PanelAccount {
  readonly id: string
  readonly username: string
  readonly email: string | undefined
  /** null: the panel says there is none. */
  readonly marker: string | null | undefined
  readonly suspended: boolean | undefined
  /** As the panel writes it; for staff to read. */
  readonly createdAt?: string | undefined
}

export type Finding =
  | { readonly state: 'found'; readonly account: PanelAccount }
  | { readonly state: 'absent' }
  /** `passing`: this answer was out of the ordinary, and the next may tell; else the panel has no way to tell. */
  | { readonly state: 'not-known'; readonly why: string; readonly passing?: boolean }

/** E-mail addresses compare without case, usernames as the panel's rule has them. */
export interface SearchKeys {
  /**
   * True, unless told: read as much as it takes to say that nothing is there. False: ask with the panel's own filters and no
   * more, a request or two however many accounts there are; nothing found is then not known.
   */
  readonly thorough?: boolean
  readonly marker?: string
  readonly username?: string
  readonly email?: string
}

export interface Survey {
  /** Those that match at least one key; never strangers. */
  readonly matches: readonly PanelAccount[]
  /** True only if the panel's list was read to its very end: then no match means absent. */
  readonly complete: boolean
  /** Why it is not complete, in a sentence. */
  readonly why?: string
}

export interface Listing {
  /** Each id once. */
  readonly accounts: readonly PanelAccount[]
  /** Ids that are on the panel too, but of which nothing more could be read. */
  readonly unclearIds: readonly string[]
  /** True only if the list was read to its very end, and each entry's id with it: an id that is not here is not there. */
  readonly complete: boolean
  /** Why it is not complete, in a sentence. */
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
  /** Nothing failed. */
  readonly ok: boolean
  /** What the rungs add up to for the server's status. */
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
