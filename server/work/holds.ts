import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import { installation } from '#server/platform/installation/table.ts'
import { enginePauses } from './pause-table.ts'
import { operations } from './tables.ts'
import { servers } from '#server/domain/tables/servers.ts'

// What keeps an operation that is due from being run stands in its server's row and in the pause of everything, never
// in the operation: so a pause that ends needs to touch none, and none can be forgotten.

const nothingPaused = sql`not exists (select 1 from ${enginePauses} where ${isNull(enginePauses.endedAt)})`

// A person who asks for a retry while the trouble lasts means: try it now.
const askedAnyway = sql`(${servers.pausedBy} = 'trouble' and coalesce(${operations.retriedAt} >= ${servers.pausedAt}, false))`

const onServer = (condition: SQL | undefined) =>
  sql`exists (select 1 from ${servers} where ${and(eq(servers.id, operations.serverId), condition)})`

/** Whether an operation may run as far as its server and everything are concerned; the same as {@link whyHeld}, in SQL. */
export const gateIsOpen: SQL = sql`(${nothingPaused} and not ${onServer(
  sql`(${eq(servers.breaker, 'open')} or (${isNotNull(servers.pausedAt)} and not ${askedAnyway}))`,
)})`

/** Stopped at trouble of its server which is over: to be taken up again. */
export const troubleIsOver: SQL | undefined = and(
  eq(operations.status, 'needs-person'),
  operations.stoppedByTrouble,
  nothingPaused,
  onServer(isNull(servers.pausedAt)),
)

/** To be selected beside the operation, where its server is joined. */
export const gateColumns = {
  serverName: servers.name,
  pausedAt: servers.pausedAt,
  pausedBy: servers.pausedBy,
  pausedReason: servers.pausedReason,
  breaker: servers.breaker,
  breakerProbeAt: servers.breakerProbeAt,
  /** null: not paused; "": without a reason. */
  enginePaused: sql<
    string | null
  >`(select coalesce(${enginePauses.reason}, '') from ${enginePauses} where ${isNull(enginePauses.endedAt)})`,
  standing: sql<string | null>`(select ${installation.standing} from ${installation})`,
}

export interface GateFacts {
  readonly serverName: string
  readonly pausedAt: Date | null
  readonly pausedBy: 'person' | 'trouble' | null
  readonly pausedReason: string | null
  readonly breaker: 'closed' | 'open' | 'half-open'
  readonly breakerProbeAt: Date | null
  readonly enginePaused: string | null
  readonly standing: string | null
}

/** What holds an operation up that would otherwise run when it is due. */
export interface Hold {
  readonly error: OperationError
  /** It cannot go on before then; null: nobody knows when. */
  readonly until: Date | null
}

type Held = Pick<typeof operations.$inferSelect, 'status' | 'retriedAt' | 'nextAttemptAt'>

const because = (reason: string | null) => (reason ? `: ${reason}` : '.')
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** @returns null for what is not about to run, or may */
export function whyHeld(operation: Held, facts: GateFacts): Hold | null {
  if (operation.status !== 'queued' && operation.status !== 'waiting') return null
  const { serverName, pausedAt } = facts
  if (facts.standing !== null && facts.standing !== 'recognised')
    return forever({
      code: 'installation-held',
      message:
        'These data may be a copy of an installation that is at work, so nothing is sent to any server.',
      remedy: 'Say which copy is the real one; then it goes on by itself.',
    })
  if (facts.enginePaused !== null)
    return forever({
      code: 'engine-paused',
      message: sentence(`All operations are paused${because(facts.enginePaused)}`),
      remedy: 'It goes on by itself once somebody resumes them on the Server page.',
    })
  if (pausedAt !== null && facts.pausedBy === 'person')
    return forever({
      code: 'server-paused',
      message: sentence(`The operations of ${serverName} are paused${because(facts.pausedReason)}`),
      remedy: 'It goes on by itself once somebody resumes the server on the Server page.',
    })
  const retriedSince = pausedAt !== null && operation.retriedAt !== null && operation.retriedAt >= pausedAt
  if (pausedAt !== null && !retriedSince)
    return forever({
      code: 'server-paused',
      message: sentence(`The operations of ${serverName} are paused${because(facts.pausedReason)}`),
      remedy: 'It goes on by itself as soon as the connection test of the server passes.',
    })
  if (facts.breaker !== 'open') return null
  return {
    error: {
      code: 'server-unreachable',
      message: `${serverName} did not answer several operations in a row, so nothing is sent to it for now.`,
      remedy:
        'It is asked again by itself, and this goes on once it answers. If it stays so, look at the server.',
    },
    until: later(operation.nextAttemptAt, facts.breakerProbeAt),
  }
}

const forever = (error: OperationError): Hold => ({ error, until: null })

const later = (a: Date | null, b: Date | null) => (a && b ? (a > b ? a : b) : (a ?? b))
