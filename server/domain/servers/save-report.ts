import type { ConnectionReport } from '#panels/kit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { isSameAddress } from '../sealing/index.ts'
import { serverChecks } from '../tables/server-checks.ts'
import { afterCheck } from './breaker.ts'
import type { ServerRow } from './connection.ts'
import { changeServerState, resumed, type StateChange } from './state.ts'

export type AskedBy = (typeof serverChecks.$inferSelect)['askedBy']

export interface ServerCheck {
  readonly report: ConnectionReport
  readonly askedBy: AskedBy
  /** The whole connection test, not only health and one cheap call. */
  readonly whole: boolean
  readonly durationMs: number
}

// One failed check may be a network error. A second consecutive check with the same result counts.
const checksToBelieve = 2

/** Returns the first problem as one sentence with its remedy. */
function summarise(report: ConnectionReport): string {
  const worst =
    report.checks.find((check) => check.state === 'fail') ??
    (report.verdict === 'online' ? undefined : report.checks.find((check) => check.state === 'warn'))
  return worst
    ? [worst.message, worst.remedy].filter(Boolean).join(' ')
    : 'The panel responds and accepts the key.'
}

/** Returns a server's status after a check. The result of a test by staff counts at once. */
function statusAfter(row: ServerRow, { report, askedBy }: ServerCheck): StateChange {
  const { verdict, checks } = report
  const believed = { status: verdict, statusMessage: summarise(report), lastChecks: checks, onlineChecks: 0 }
  if (askedBy === 'person') return { ...believed, offlineChecks: verdict === 'offline' ? 1 : 0 }
  if (verdict === 'offline') {
    const offlineChecks = row.offlineChecks + 1
    return offlineChecks < checksToBelieve
      ? { offlineChecks, onlineChecks: 0 }
      : { ...believed, offlineChecks }
  }
  const onlineChecks = row.onlineChecks + 1
  const foundOfflineHere = row.status === 'offline' && row.offlineChecks >= checksToBelieve
  return foundOfflineHere && onlineChecks < checksToBelieve
    ? { onlineChecks }
    : { ...believed, offlineChecks: 0 }
}

/**
 * Returns whether the trouble is over: no check failed, and the key was really checked if that is possible.
 */
const passes = ({ report, whole }: ServerCheck) =>
  whole && report.ok && report.checks.every(({ id, state }) => id !== 'key' || state !== 'warn')

function pauseAfter(row: ServerRow, check: ServerCheck, at: Date): StateChange {
  if (row.pausedBy !== 'trouble') return {}
  if (passes(check)) return resumed(at)
  return check.report.verdict === 'needs-operator' ? { pausedReason: summarise(check.report) } : {}
}

const isSameConnection = (a: ServerRow, b: ServerRow) => a.apiKeyHash === b.apiKeyHash && isSameAddress(a, b)

/**
 * Writes the result of a check with its consequences: status, breaker, end of a pause because of trouble,
 * history.
 */
export function saveReport(domain: Domain, checked: ServerRow, check: ServerCheck): Promise<void> {
  const { report, askedBy } = check
  return changeServerState(
    domain,
    checked.id,
    (row, at) => {
      // If the key has changed since, this report is about another connection.
      if (!isSameConnection(row, checked)) return null
      const answered = report.verdict !== 'offline'
      return {
        ...statusAfter(row, check),
        ...afterCheck(row, { answered, isProbe: askedBy === 'probe' }, at, domain.engine),
        ...pauseAfter(row, check, at),
        lastCheckedAt: at,
      }
    },
    (tx, { at }) => remember(tx, checked.id, check, at),
  )
}

async function remember(tx: Queryable, serverId: string, check: ServerCheck, at: Date): Promise<void> {
  const failed = check.report.checks.find(({ state }) => state === 'fail')
  await tx.insert(serverChecks).values({
    serverId,
    at,
    askedBy: check.askedBy,
    verdict: check.report.verdict,
    durationMs: Math.round(check.durationMs),
    failed: failed?.id ?? null,
    message: failed?.message ?? null,
  })
}
