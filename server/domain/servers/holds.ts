import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import { type Hold, holdCodeOf, nothingPaused, pauseReason, type QueueRules } from '#server/work/index.ts'
import { operations } from '#server/work/table.ts'
import { servers } from '../tables/servers.ts'

/**
 * Returns the SQL for the hold of a server's operations, over the row of `servers`.
 * @param retriedAt time of the last retry by staff: a retry during server trouble runs now
 */
export const serverHoldCode = (retriedAt: SQL): SQL<string | null> => sql`case
  when ${servers.pausedBy} = 'person' then 'server-paused'
  when ${servers.pausedAt} is not null and coalesce(${retriedAt} < ${servers.pausedAt}, true) then 'server-paused'
  when ${servers.breaker} = 'open' then 'server-unreachable' end`

/** Number of operations that may run at once, over the row of `servers`. Null: only the setting limits it. */
export const queueLimit: SQL<number | null> = sql`case
  when ${servers.breaker} = 'half-open' then greatest(1, ${servers.breakerConcurrency})
  else ${servers.maxConcurrentRequests} end`

/** The same for a row in memory. */
export const queueLimitOf = (server: typeof servers.$inferSelect): number | null =>
  server.breaker === 'half-open' ? Math.max(1, server.breakerConcurrency) : server.maxConcurrentRequests

const ofOperation = <T>(selected: SQL<T>, condition?: SQL) =>
  sql<T>`(select ${selected} from ${servers} where ${servers.id}::text = ${operations.queueKey}${condition ? sql` and ${condition}` : sql``})`

const holdCode = ofOperation(serverHoldCode(sql`${operations.retriedAt}`))

/**
 * To be selected beside an operation. `code` is the whole rule: installation, pause of all operations,
 * server.
 */
export const holdColumns = {
  code: sql<string | null>`${holdCodeOf({ holdCode })}`,
  pauseReason,
  serverName: servers.name,
  serverPausedBy: servers.pausedBy,
  serverPausedReason: servers.pausedReason,
  breakerProbeAt: servers.breakerProbeAt,
}

interface HoldFacts {
  readonly code: string | null
  readonly pauseReason: string | null
  readonly serverName: string
  readonly serverPausedBy: 'person' | 'trouble' | null
  readonly serverPausedReason: string | null
  readonly breakerProbeAt: Date | null
}

const because = (reason: string | null) => (reason ? `: ${reason}` : '.')
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/**
 * Returns the text of a hold. @param nextAttemptAt time at which the operation is due, or null if it will not
 * run soon
 */
export function presentHold(facts: HoldFacts, nextAttemptAt: Date | null): Hold | null {
  if (facts.code === null) return null
  const error = wordsOf(facts.code, facts)
  return {
    error,
    until: facts.code === 'server-unreachable' ? later(nextAttemptAt, facts.breakerProbeAt) : null,
  }
}

function wordsOf(code: string, facts: HoldFacts): OperationError {
  const { serverName } = facts
  switch (code) {
    case 'installation-held':
      return {
        code,
        message:
          'This database may be a clone of an installation that is in use, so no requests are sent to any server.',
        remedy: 'Confirm that this installation is the primary one. Operations then continue automatically.',
      }
    case 'engine-paused':
      return {
        code,
        message: sentence(`All operations are paused${because(facts.pauseReason)}`),
        remedy: 'The operation continues automatically when staff resume all operations on the Server page.',
      }
    case 'server-paused':
      return {
        code,
        message: sentence(`The operations of ${serverName} are paused${because(facts.serverPausedReason)}`),
        remedy:
          facts.serverPausedBy === 'person'
            ? 'The operation continues automatically when staff resume the server on the Server page.'
            : 'The operation continues automatically when the connection test of the server passes.',
      }
    default:
      return {
        code: 'server-unreachable',
        message: `${serverName} failed to respond to several operations in a row. Requests to it are paused.`,
        remedy:
          'The connection is checked automatically, and the operation resumes when the server responds. If it stays unreachable, check the server.',
      }
  }
}

const later = (a: Date | null, b: Date | null) => (a && b ? (a > b ? a : b) : (a ?? b))

/** The rules of the queues of hosting: one queue for each server, by its id. */
export const serverQueueRules: QueueRules = {
  holdCode,
  limit: ofOperation(queueLimit),
  troubleIsOver: sql`(${nothingPaused} and exists ${ofOperation(sql`1`, isNull(servers.pausedAt))})`,
  async explainHold(db, operationId) {
    const [row] = await db
      .select({ nextAttemptAt: operations.nextAttemptAt, ...holdColumns })
      .from(operations)
      .innerJoin(servers, sql`${servers.id}::text = ${operations.queueKey}`)
      .where(and(eq(operations.id, operationId)))
    return row ? presentHold(row, row.nextAttemptAt) : null
  },
}
