import type { Invoice } from '#contracts/invoices/schemas.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import type { ProcessRole } from '#contracts/system/schemas.ts'
import type { PanelDriver, PanelHttpWithSessions } from '#panels/kit/index.ts'
import type { Actor } from '#server/platform/auth/actor.ts'
import type { BackupPlace } from '#server/platform/backup/index.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import type { IdempotencyRequest } from '#server/platform/idempotency/index.ts'
import type { Installation } from '#server/platform/installation/index.ts'
import type { Jobs } from '#server/platform/jobs/index.ts'
import type { WebhookHttp } from '#server/platform/outbound/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import type { Mailer } from '#server/platform/smtp/index.ts'
import type { WorkContext, WorkSettings } from '#server/work/index.ts'

/** The engine's deadlines and delays, in milliseconds, and its counts. Each is a setting. */
export interface EngineSettings extends WorkSettings {
  readonly quarantineMs: number
  readonly terminationGraceMs: number
  readonly passwordKeptMs: number
  /** Consecutive operations without a response before the circuit breaker opens. */
  readonly breakerFailures: number
  /** Wait between the opening and the first probe. Doubles with each failed probe, up to the maximum. */
  readonly breakerOpenMs: number
  readonly breakerOpenMaxMs: number
  /** After server trouble, the next check of that server follows within this time. */
  readonly troubleCheckMs: number
}

/** In milliseconds. Each is a setting. */
export interface WebhookSettings {
  /** Of one delivery. */
  readonly deadlineMs: number
  /** Time for which deliveries are kept. */
  readonly keptMs: number
  /** Time of failed attempts after which an endpoint is disabled. */
  readonly disableAfterMs: number
}

/** Times are minutes of the day in UTC, sorted. */
export interface BackupPlan {
  readonly place: BackupPlace
  readonly schedule: readonly number[]
}

/** This process. */
export interface OwnProcess {
  readonly role: ProcessRole
  readonly startedAt: Date
}

/** A finalized document, as the mail that carries it describes it. */
export interface MailedDocument {
  readonly document: Invoice
  /** The due date is over in the company's time zone. */
  readonly isPastDue: boolean
  /** Of a credit note: what is still due for its invoice, and the account credit of the customer. */
  readonly credited: { readonly stillDue: MoneyJson; readonly accountCredit: MoneyJson } | null
  readonly print: () => Promise<{ readonly fileName: string; readonly bytes: Uint8Array }>
}

/** Services for every function of the domain, created once in start.ts. */
export interface Domain extends WorkContext {
  readonly ownProcess: OwnProcess
  /** Place and times of scheduled backups, in the settings of this process. Null: it has none. */
  readonly backupPlan: BackupPlan | null
  readonly jobs: Jobs
  readonly keyring: Keyring
  readonly drivers: ReadonlyMap<string, PanelDriver>
  readonly panelHttp: PanelHttpWithSessions
  readonly mailer: Mailer
  /** Origin of the links in mail: PUBLIC_URL, or the address on which the web application listens. */
  readonly linkOrigin: () => string
  readonly linkOriginIsPublic: boolean
  readonly installation: Installation
  /** Whether billing still wants an account suspended, see wishes/check.ts. */
  readonly isSuspensionWished: (db: Queryable, accountId: string) => Promise<boolean>
  /** The invoice or credit note that a mail carries, see invoices/for-mail.ts. */
  readonly documentForMail: (domain: Domain, id: string) => Promise<MailedDocument>
  readonly engine: EngineSettings
  /** The address that users open, without a path. Undefined: known only from requests. */
  readonly publicUrl: string | undefined
  /** Validity of a set-password link. */
  readonly passwordLinkValidMs: number
  readonly webhookHttp: WebhookHttp
  readonly webhooks: WebhookSettings
  /** Receiver of alerts, which are signed if there is a secret. Null: alerts are not sent. */
  readonly alertWebhook: { readonly url: string; readonly secret: string | undefined } | null
}

/** One request: the caller and its options for the response. */
export interface Call {
  readonly actor: Actor
  readonly requestId: string | null
  readonly idempotency: IdempotencyRequest | null
  /** Time that a call which starts an operation waits for it, in milliseconds. */
  readonly waitMs: number
  /**
   * Runs at the end of the transaction of a function that acts on one account, operation or server. Long work marks its
   * row there, so that effect and mark are committed together. If it throws, nothing is written.
   */
  readonly beside?: (tx: Tx, made: { readonly operationId?: string }) => Promise<void>
  /** Aborted when the caller disconnects. Undefined if there is no caller that could wait. */
  readonly signal?: AbortSignal | undefined
}

/** The context of a function `verb(ctx, input)`: the services and the request. */
export interface Context extends Domain, Call {}

export const contextOf = (domain: Domain, call: Call): Context => ({ ...domain, ...call })
