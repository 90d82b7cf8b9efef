import type { Clock } from '#server/platform/clock/index.ts'
import type { Database } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import type { Kind } from './kinds.ts'
import type { QueueRules } from './queue-rules.ts'
import type { Queues } from './queues.ts'
import type { WorkSignals } from './signals.ts'

/** Times in milliseconds; each is a setting. */
export interface WorkSettings {
  /** The longest that one call to the outside takes. */
  readonly panelDeadlineMs: number
  /** Between two lookups that must agree before an absence is believed. */
  readonly settleMs: number
  readonly backoffFirstMs: number
  readonly backoffMaxMs: number
  readonly giveUpAfterMs: number
  readonly maxUnknownAttempts: number
  readonly leaseMs: number
  readonly sweepMs: number
  /** The most operations of one queue that run at once in one process. */
  readonly serverConcurrency: number
}

/** What durable work needs; the application's own context has more. */
export interface WorkContext {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly engine: WorkSettings
  readonly signals: WorkSignals
  /** The code that runs each kind of operation, registered from above. */
  readonly kinds: ReadonlyMap<string, Kind>
  /** What holds and limits each queue, registered from above. */
  readonly queueRules: QueueRules
  /** The operations that this process runs. */
  readonly queues: Queues
}
