import { type SQL, sql } from 'drizzle-orm'
import { holdCodeOf } from '#server/work/index.ts'
import { serverHoldCode } from '../servers/index.ts'
import { openPerServer } from './pace.ts'

/**
 * Over an operation with the alias `op`: it stopped because of its server, and resumes automatically when the server
 * works again. Its row is not finished.
 */
export const waitsForServer: SQL<boolean> = sql`(op.status = 'needs-person' and op.stopped_by_trouble)`

/**
 * Over the operations `op` of one server, joined with it: the server, or everything, is paused, or the server does not
 * respond, so its rows cannot move.
 */
export const isServerInTrouble: SQL<boolean> = sql`bool_or(${waitsForServer}
  or (${holdCodeOf({ holdCode: serverHoldCode(sql`op.retried_at`) })}) is not null)`

/**
 * Over an operation with the alias `op`: it sends nothing until its second lookup, for example after a process was killed.
 * A wait because of the server has an error.
 */
export const waitsForLookup: SQL<boolean> = sql`(op.status = 'waiting' and op.error is null)`

/** Over an operation with the alias `op`: its row is done or failed. */
export const hasEnded: SQL<boolean> = sql`(op.status in ('succeeded', 'failed', 'needs-person', 'cancelled')
  and not ${waitsForServer})`

/** The message and the remedy of an operation `op` that has an error. */
export const errorText: SQL<string | null> =
  sql`rtrim((op.error ->> 'message') || ' ' || coalesce(op.error ->> 'remedy', ''))`

const longestWaitMs = 86_400_000

/** The rows whose operation has not ended. */
export interface OpenRows {
  /** Without those of `settling`. */
  readonly byServer: ReadonlyMap<string, number>
  readonly total: number
  /** Those of `total` that wait for a server in trouble. */
  readonly waiting: number
  /** Those of `total` on servers in trouble. They take no room from the rows of other servers. */
  readonly stuck: number
  /**
   * Those of `total` on other servers that wait for a second lookup: at most as many for each server as may be open. They
   * take no room, so that a killed process does not delay the rows after its own.
   */
  readonly settling: number
  /** The last change of one of their operations. */
  readonly movedAt: Date | null
}

/** Reads the columns server_id, count, waiting, settling, in_trouble and moved_at: one row for each server. */
export function openRowsOf(rows: readonly Record<string, unknown>[]): OpenRows {
  const settlingOf = ({ settling, in_trouble }: Record<string, unknown>) =>
    in_trouble === true ? 0 : Math.min(Number(settling), openPerServer)
  const sumOf = (counts: readonly unknown[]) => counts.reduce<number>((sum, each) => sum + Number(each), 0)
  const moved = rows.map(({ moved_at }) => new Date(String(moved_at)).getTime())
  return {
    byServer: new Map(rows.map((row) => [String(row.server_id), Number(row.count) - settlingOf(row)])),
    total: sumOf(rows.map(({ count }) => count)),
    waiting: sumOf(rows.map(({ waiting }) => waiting)),
    stuck: sumOf(rows.map(({ in_trouble, count }) => (in_trouble === true ? count : 0))),
    settling: sumOf(rows.map(settlingOf)),
    movedAt: moved.length === 0 ? null : new Date(Math.max(...moved)),
  }
}

/**
 * Returns why long work that can begin nothing is paused, or null. Without this end, a server that is never repaired
 * would keep it running for ever.
 * @param since when staff started or resumed the work. A resumed one is not paused again at once.
 */
export function whyPaused(
  { movedAt, total }: Pick<OpenRows, 'movedAt' | 'total'>,
  { now, since }: { readonly now: Date; readonly since: string | undefined },
): string | null {
  if (movedAt === null) return null
  const from = Math.max(movedAt.getTime(), since === undefined ? 0 : Date.parse(since))
  if (now.getTime() - from < longestWaitMs) return null
  const rows = total === 1 ? '1 row has' : `${total} rows have`
  return `${rows} waited for a server for 24 hours. They continue automatically when the server works again. If other rows have not begun, resume them then.`
}
