import type { PanelDriver, PanelHttpWithSessions } from '#panels/kit/index.ts'
import type { Actor } from '#server/platform/auth/actor.ts'
import type { IdempotencyRequest } from '#server/platform/idempotency/index.ts'
import type { Installation } from '#server/platform/installation/index.ts'
import type { Jobs } from '#server/platform/jobs/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import type { WorkContext, WorkSettings } from '#server/work/index.ts'

/** The engine's deadlines and delays, in milliseconds except the counts; each is a setting. */
export interface EngineSettings extends WorkSettings {
  readonly quarantineMs: number
  readonly terminationGraceMs: number
  readonly passwordKeptMs: number
  /** Consecutive operations that may go unanswered before the circuit breaker opens. */
  readonly breakerFailures: number
  /** From then until the server is probed; doubles with each probe that fails, up to the maximum. */
  readonly breakerOpenMs: number
  readonly breakerOpenMaxMs: number
  /** After an operation met trouble with its server, the next check of that server comes at most this much later. */
  readonly troubleCheckMs: number
}

/** What every verb works with; made once in start.ts. */
export interface Domain extends WorkContext {
  readonly jobs: Jobs
  readonly keyring: Keyring
  readonly drivers: ReadonlyMap<string, PanelDriver>
  readonly panelHttp: PanelHttpWithSessions
  readonly installation: Installation
  readonly engine: EngineSettings
  /** How long a set-password link can be used. */
  readonly passwordLinkValidMs: number
  /** Where alerts are sent, signed where there is a secret; null: nowhere. */
  readonly alertWebhook: { readonly url: string; readonly secret: string | undefined } | null
}

/** One request to a verb: who asks, and how they want to be answered. */
export interface Call {
  readonly actor: Actor
  readonly requestId: string | null
  readonly idempotency: IdempotencyRequest | null
  /** How long a call that starts an operation waits for it, in milliseconds. */
  readonly waitMs: number
  /** Aborted when the caller leaves; undefined when there is no caller to wait for. */
  readonly signal?: AbortSignal | undefined
}

/** What a verb gets, `verb(ctx, input)`: the application's services and the one request. */
export interface Context extends Domain, Call {}

export const contextOf = (domain: Domain, call: Call): Context => ({ ...domain, ...call })
