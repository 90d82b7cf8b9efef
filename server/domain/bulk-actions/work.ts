import { setImmediate as otherWork } from 'node:timers/promises'
import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { permissionOfBulkAction } from '#contracts/bulk-actions/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { type Actor, systemActor } from '#server/platform/auth/actor.ts'
import { findStarter } from '../access/index.ts'
import type { Domain } from '../context.ts'
import {
  countEveryMs,
  LeasedWorker,
  type LongWork,
  openPerServer,
  type Pass,
  paceOf,
  pauseMsOf,
  Rate,
  whyPaused,
} from '../long-work/index.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import { checkSome, endCheck, storeDecisions } from './check.ts'
import { decide } from './decide.ts'
import { nextRows, readPendingServers } from './next-rows.ts'
import { hasMovingRows, hasRowsLeft, readOpenBulkRows, settleBulkRows } from './open-rows.ts'
import { runRow } from './run-row.ts'
import { type BulkRecord, countBulkRows, handledBulkRows, type RowRecord } from './store.ts'

/** So few at once that a user who is disabled, or a pause, stops the rest within about a second. */
const begunAtOnce = 16
/** A row that cannot be done because of a fault of ours does not stop the others for ever. */
const mostFaults = 3

/** Its rows ended during the pause, so it ends too. */
const isPausedWithoutRows = and(eq(bulkActions.status, 'paused'), sql`not ${hasRowsLeft}`)

const hasWork = or(
  inArray(bulkActions.status, ['checking', 'running']),
  and(inArray(bulkActions.status, ['paused', 'cancelled']), hasMovingRows),
  isPausedWithoutRows,
)

const bulkWork: LongWork = {
  name: 'A bulk action',
  table: bulkActions,
  hasWork,
  begin: (domain) => new BulkPass(domain),
}

/** Checks bulk actions and acts on their rows in this process. */
export class BulkActionWorker extends LeasedWorker {
  constructor(domain: Domain) {
    super(domain, bulkWork)
  }
}

/** The work of one process on one bulk action, in small steps. */
class BulkPass implements Pass {
  readonly #domain: Domain
  readonly #rate = new Rate()
  readonly #faults = new Map<number, number>()
  #countedAt = 0
  /** Those with pending rows, as far as it is known. */
  #servers: (string | null)[] | null = null

  constructor(domain: Domain) {
    this.#domain = domain
  }

  async step(id: string, token: string): Promise<boolean> {
    const { db } = this.#domain.database
    const [row] = await db
      .select()
      .from(bulkActions)
      .where(and(eq(bulkActions.id, id), eq(bulkActions.leaseToken, token)))
    if (!row) return false
    if (row.status === 'checking') {
      if (await checkSome(this.#domain, row)) await this.#keepCounts(row)
      else await endCheck(this.#domain, row)
      return row.status === 'checking'
    }
    await settleBulkRows(db, id)
    if (row.status === 'running') return this.#runSome(row)
    const open = await readOpenBulkRows(db, id)
    const { total, waiting } = open
    if (total === 0 && (await this.#isDoneInPause(id))) {
      await this.#finish(row)
      return false
    }
    const isMoving = total > waiting
    await this.#keepCounts(row, !isMoving)
    if (isMoving) await this.#domain.signals.next('changed', id, pauseMsOf(open))
    return isMoving
  }

  async #isDoneInPause(id: string): Promise<boolean> {
    const done = and(eq(bulkActions.id, id), isPausedWithoutRows)
    return (await this.#domain.database.db.$count(bulkActions, done)) > 0
  }

  async #runSome(row: BulkRecord): Promise<boolean> {
    const { database, clock } = this.#domain
    const open = await readOpenBulkRows(database.db, row.id)
    const room = paceOf(database).openRows - (open.total - open.stuck - open.settling)
    const rows = room > 0 ? await this.#nextRows(row.id, open.byServer, Math.min(room, begunAtOnce)) : []
    if (rows.length > 0) {
      const starter = await this.#findStarter(row)
      if ('refused' in starter) await this.#pause(row, starter.refused)
      else await this.#begin(row, rows, starter.actor)
    } else if (open.total === 0) {
      await this.#finish(row)
      return false
    } else {
      const because = whyPaused(open, { now: clock.now(), since: row.startedBy?.at })
      if (because !== null) await this.#pause(row, because)
      else await this.#domain.signals.next('changed', row.id, pauseMsOf(open))
    }
    await this.#keepCounts(row)
    return true
  }

  async #findStarter({ startedBy, action }: BulkRecord) {
    if (startedBy === null) throw new Error('A bulk action runs, but no staff user started it.')
    return findStarter(this.#domain, startedBy, ['bulk-actions.write', permissionOfBulkAction[action]])
  }

  async #nextRows(
    id: string,
    busy: ReadonlyMap<string, number>,
    limit: number,
  ): Promise<readonly RowRecord[]> {
    const { db } = this.#domain.database
    this.#servers ??= await readPendingServers(db, id)
    const places = this.#servers
      .map((serverId) => ({
        serverId,
        count: Math.min(limit, serverId === null ? limit : openPerServer - (busy.get(serverId) ?? 0)),
      }))
      .filter(({ count }) => count > 0)
    if (places.length === 0) return []
    const rows = await nextRows(db, id, { places, limit })
    if (rows.length < limit) {
      // No row becomes pending again, so these servers have none left.
      const done = places.filter(({ serverId }) => !rows.some((row) => row.serverId === serverId))
      this.#servers = this.#servers.filter((each) => !done.some(({ serverId }) => serverId === each))
    }
    return rows
  }

  /** Decides again, because the rows may have changed since the check, and acts. */
  async #begin(row: BulkRecord, rows: readonly RowRecord[], actor: Actor): Promise<void> {
    const decisions = await decide(
      this.#domain,
      row,
      rows.map(({ subjectId }) => subjectId),
    )
    const isSkipped = ({ subjectId }: RowRecord) => decisions.get(subjectId)?.skip != null
    const skipped = rows.filter(isSkipped)
    if (skipped.length > 0)
      await storeDecisions(this.#domain, row.id, skipped, { decisions, from: 'pending' })
    const queue = rows.filter((each) => !isSkipped(each)).reverse()
    const run = async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        // Queries of the embedded database end without I/O, so requests would otherwise wait for all rows.
        await otherWork()
        await this.#runOne(row, next, actor)
      }
    }
    const { parallel } = paceOf(this.#domain.database)
    await Promise.all(Array.from({ length: parallel }, run))
  }

  async #runOne(row: BulkRecord, next: RowRecord, actor: Actor): Promise<void> {
    try {
      await runRow(this.#domain, row, { row: next, actor })
    } catch (error) {
      const faults = (this.#faults.get(next.number) ?? 0) + 1
      this.#faults.set(next.number, faults)
      if (faults < mostFaults) throw error
      this.#domain.log.error({ err: error, id: row.id, row: next.number }, 'A row of a bulk action failed.')
      await this.#domain.database.db
        .update(bulkActionRows)
        .set({
          state: 'failed',
          code: 'internal',
          message: 'An internal error occurred. The log has the cause.',
        })
        .where(
          and(
            eq(bulkActionRows.bulkActionId, row.id),
            eq(bulkActionRows.number, next.number),
            eq(bulkActionRows.state, 'pending'),
          ),
        )
    }
  }

  /** Without a request, for example because the starter may no longer do this. */
  async #pause(row: BulkRecord, because: string): Promise<void> {
    const at = this.#domain.clock.now()
    await this.#domain.database.db.transaction(async (tx) => {
      const paused = await tx
        .update(bulkActions)
        .set({ status: 'paused', pausedBecause: because, rowsPerSecond: null, updatedAt: at })
        .where(this.#mine(row))
        .returning({ id: bulkActions.id })
      if (paused.length > 0)
        await recordAudit(tx, {
          at,
          actor: systemActor('Bulk actions'),
          action: 'bulk-action.pause',
          subject: { kind: 'bulk-action', id: row.id },
          after: { action: row.action, because },
          requestId: null,
        })
    })
    this.#domain.signals.changed(row.id)
  }

  #mine({ id, leaseToken, status }: BulkRecord) {
    if (leaseToken === null) throw new Error('A bulk action is worked on without a lease.')
    return and(eq(bulkActions.id, id), eq(bulkActions.leaseToken, leaseToken), eq(bulkActions.status, status))
  }

  async #keepCounts(row: BulkRecord, isDue = false): Promise<void> {
    const now = performance.now()
    if (!isDue && now - this.#countedAt < countEveryMs(row.counts.total)) return
    this.#countedAt = now
    const { counts, groups } = await countBulkRows(this.#domain.database.db, row.id)
    const handled = row.status === 'checking' ? counts.total - counts.unchecked : handledBulkRows(counts)
    await this.#domain.database.db
      .update(bulkActions)
      .set({ counts, groups, rowsPerSecond: this.#rate.after(handled), updatedAt: this.#domain.clock.now() })
      .where(this.#mine(row))
    this.#domain.signals.changed(row.id)
  }

  async #finish(row: BulkRecord): Promise<void> {
    const counted = await countBulkRows(this.#domain.database.db, row.id)
    const at = this.#domain.clock.now()
    await this.#domain.database.db
      .update(bulkActions)
      .set({
        status: 'finished',
        ...counted,
        rowsPerSecond: null,
        pausedBecause: null,
        endedAt: at,
        updatedAt: at,
      })
      .where(this.#mine(row))
    this.#domain.signals.changed(row.id)
  }
}
