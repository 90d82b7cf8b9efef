import { and, asc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { recordAudit } from '#server/platform/audit/index.ts'
import { type Actor, systemActor } from '#server/platform/auth/actor.ts'
import { type Keyring, SealError } from '#server/platform/secrets/index.ts'
import { findStarter, type Starter } from '../access/index.ts'
import { type Context, contextOf, type Domain } from '../context.ts'
import {
  countEveryMs,
  LeasedWorker,
  type LongWork,
  type OpenRows,
  openPerServer,
  type Pass,
  paceOf,
  pauseMsOf,
  Rate,
  whyPaused,
} from '../long-work/index.ts'
import { importRows, imports } from '../tables/imports.ts'
import { servers } from '../tables/servers.ts'
import { Crew } from './crew.ts'
import { NextRows } from './next-rows.ts'
import { hasMovingRows, hasRowsLeft, readOpenRows, settleRows } from './open-rows.ts'
import type { Plan, PlannedRow, RowToPlan } from './plan/index.ts'
import { planRowsSafely, runRowSafely } from './row-faults.ts'
import { countRows, handledOf, type ImportRecord, openCells, permissionsOf } from './store.ts'

const checkedAtOnce = 200
const begunAtOnce = 32
/** For the panel's response to the lookup before a create. */
const lookupPatienceMs = 1000

type Claimed = ImportRecord & { readonly leaseToken: string }

/** Its rows ended during the pause, so it ends too, and its passwords are erased. */
const isPausedWithoutRows = and(eq(imports.status, 'paused'), sql`not ${hasRowsLeft}`)

const hasWork = and(
  isNotNull(imports.uploadedAt),
  or(
    inArray(imports.status, ['checking', 'running']),
    and(inArray(imports.status, ['paused', 'cancelled']), hasMovingRows),
    isPausedWithoutRows,
  ),
)

const importWork: LongWork = {
  name: 'An import',
  table: imports,
  hasWork,
  begin: (domain) => new ImportPass(domain),
}

/** Checks and imports rows in this process. A row is written once: it is claimed in the statement that writes it. */
export class ImportWorker extends LeasedWorker {
  constructor(domain: Domain) {
    super(domain, importWork)
  }
}

/** The work of one process on one import, in small steps. */
class ImportPass implements Pass {
  readonly #domain: Domain
  readonly #rate = new Rate()
  readonly #crew: Crew
  readonly #next = new NextRows()
  #countedAt = 0
  /** Of the check in progress. */
  #check: { to: number; rows: number; readonly slotsLeft: Map<string, number> } | null = null

  constructor(domain: Domain) {
    this.#domain = domain
    this.#crew = new Crew(this.#pace.waitingAtOnce)
  }

  get #pace() {
    return paceOf(this.#domain.database)
  }

  async step(id: string, token: string): Promise<boolean> {
    const [row] = await this.#domain.database.db
      .select()
      .from(imports)
      .where(and(eq(imports.id, id), eq(imports.leaseToken, token)))
    if (!row) return false
    if (row.status !== 'running') this.#next.forget()
    try {
      return await this.#stepOf({ ...row, leaseToken: token })
    } catch (error) {
      this.#next.forget()
      throw error
    }
  }

  async #stepOf(row: Claimed): Promise<boolean> {
    if (row.status === 'checking') return this.#checkSome(row)
    const { db } = this.#domain.database
    await settleRows(db, row.id)
    if (row.status !== 'running') {
      await this.end()
      const open = await readOpenRows(db, row.id)
      const { total, waiting } = open
      if (row.status === 'paused' && total === 0 && (await this.#isDone(row.id))) {
        await this.#finish(row, 'finished')
        return false
      }
      const isMoving = total > waiting
      await this.#keepCounts(row, isMoving ? 'sometimes' : 'now')
      if (isMoving) await this.#pauseFor(open, row.id)
      return isMoving
    }
    return this.#runSome(row)
  }

  /** No row may still begin, and none is under way. */
  async #isDone(id: string): Promise<boolean> {
    const done = and(eq(imports.id, id), sql`not ${hasRowsLeft}`)
    return (await this.#domain.database.db.$count(imports, done)) > 0
  }

  async #checkSome(row: Claimed): Promise<boolean> {
    this.#check ??= { to: 0, rows: 0, slotsLeft: new Map() }
    const check = this.#check
    const rows = await this.#readRows(row.id, gt(importRows.number, check.to), checkedAtOnce)
    const last = rows.at(-1)
    if (!last) {
      this.#check = null
      await this.#finish(row, 'ready')
      return false
    }
    const planned = await planRowsSafely(
      this.#contextOf(actorOf(row)),
      this.#planOf(row, check.slotsLeft),
      this.#open(row, rows),
    )
    await this.#storeCheck(row.id, planned)
    check.to = last.number
    check.rows += rows.length
    const rowsPerSecond = this.#rate.after(check.rows)
    if (this.#isCountDue(row)) {
      const counts = await countRows(this.#domain.database.db, row.id)
      const pending = counts.total - check.rows
      await this.#write(row, { counts: { ...counts, pending }, rowsPerSecond })
    }
    return true
  }

  async #storeCheck(importId: string, planned: readonly PlannedRow[]): Promise<void> {
    const columns = planned.map((each) => ({
      number: each.number,
      state: each.state,
      email: each.email,
      full_name: each.fullName,
      username: each.username,
      server_id: each.serverId,
      content_hash: each.contentHash,
      customer_id: each.customerId,
      account_id: each.accountId,
      errors: each.errors,
    }))
    await this.#domain.database.db.execute(sql`
      update ${importRows} set state = given.state, email = given.email, full_name = given.full_name,
        username = given.username, server_id = given.server_id, content_hash = given.content_hash,
        customer_id = given.customer_id, account_id = given.account_id, errors = given.errors
      from jsonb_to_recordset(${JSON.stringify(columns)}::jsonb) as given (number int, state text, email text, full_name text,
        username text, server_id uuid, content_hash text, customer_id uuid, account_id uuid, errors jsonb)
      where ${importRows.importId} = ${importId}::uuid and ${importRows.number} = given.number
        and ${importRows.state} in ('pending', 'valid', 'invalid', 'unchanged')`)
  }

  /** Begins no further row, and resolves when those under way have begun. */
  async end(): Promise<void> {
    await this.#crew.stop()
  }

  async #runSome(row: Claimed): Promise<boolean> {
    // Read first: a row that ends during the next query is in `begun`, or open.
    const begun = this.#crew.rows
    const open = await readOpenRows(this.#domain.database.db, row.id)
    const rows = await this.#readNext(row, open, begun)
    if (rows.length > 0) {
      const starter = await findStarter(this.#domain, starterIn(row), permissionsOf(row.defaults))
      if ('refused' in starter) {
        await this.#pause(row, starter.refused)
        return true
      }
      await this.#begin(row, rows, starter.actor)
    } else if (open.total === 0 && begun.length === 0 && (await this.#isDone(row.id))) {
      await this.#finish(row, 'finished')
      return false
    } else {
      if (open.total === 0 && begun.length === 0) this.#next.forget()
      const because =
        begun.length === 0
          ? whyPaused(open, { now: this.#domain.clock.now(), since: row.startedBy?.at })
          : null
      if (because !== null) await this.#pause(row, because)
      else await this.#pauseFor(open, row.id)
    }
    await this.#crew.short()
    await this.#keepCounts(row, 'sometimes')
    return true
  }

  /**
   * Reads rows that may begin, as far as their servers have room.
   * @param begun rows that may be valid in the database and have begun, or will soon
   */
  async #readNext(
    row: Claimed,
    { byServer, total, stuck, settling }: OpenRows,
    begun: Crew['rows'],
  ): Promise<StoredRow[]> {
    const openTotal = total - settling + begun.length
    const room = Math.min(this.#pace.openRows - (openTotal - stuck), begunAtOnce)
    if (room <= 0) return []
    // A row that is in both counts twice, which begins fewer.
    const busy = new Map(byServer)
    for (const { serverId } of begun) if (serverId) busy.set(serverId, (busy.get(serverId) ?? 0) + 1)
    const mayChoose = openTotal < openPerServer * Math.max(1, await this.#countServers())
    const placesOf = (serverId: string | null) =>
      serverId === null ? (mayChoose ? room : 0) : openPerServer - (busy.get(serverId) ?? 0)
    const without = begun.map(({ number }) => number)
    const numbers = await this.#next.take(this.#domain.database.db, row.id, {
      limit: room,
      placesOf,
      without,
    })
    if (numbers.length === 0) return []
    const next = sql`${importRows.number} = any (${sql.param(numbers)}::int[])`
    return this.#readRows(row.id, and(eq(importRows.state, 'valid'), next), room)
  }

  /** Without a request, for example because the starter may no longer import. */
  async #pause(row: Claimed, because: string): Promise<void> {
    const at = this.#domain.clock.now()
    await this.#domain.database.db.transaction(async (tx) => {
      const paused = await tx
        .update(imports)
        .set({ status: 'paused', pausedBecause: because, rowsPerSecond: null, updatedAt: at })
        .where(
          and(eq(imports.id, row.id), eq(imports.leaseToken, row.leaseToken), eq(imports.status, 'running')),
        )
        .returning({ id: imports.id })
      if (paused.length > 0)
        await recordAudit(tx, {
          at,
          actor: systemActor('Imports'),
          action: 'import.pause',
          subject: { kind: 'import', id: row.id },
          after: { fileName: row.fileName, because },
          requestId: null,
        })
    })
    this.#domain.signals.changed(row.id)
  }

  async #begin(row: Claimed, rows: readonly StoredRow[], actor: Actor): Promise<void> {
    const ctx = this.#contextOf(actor)
    const plan = this.#planOf(row, null)
    const planned = await planRowsSafely(ctx, plan, this.#open(row, rows))
    this.#crew.add(
      planned.map((each) => ({
        number: each.number,
        serverId: each.serverId,
        begin: () => runRowSafely(ctx, plan, each),
      })),
    )
  }

  /** Ends early when the import is resumed or cancelled in this process. */
  #pauseFor(open: OpenRows, id: string): Promise<void> {
    return this.#domain.signals.next('changed', id, pauseMsOf(open))
  }

  async #countServers(): Promise<number> {
    const [row] = await this.#domain.database.db
      .select({ count: sql<number>`count(*)::int` })
      .from(servers)
      .where(isNull(servers.removedAt))
    return row?.count ?? 0
  }

  #readRows(importId: string, where: SQL | undefined, limit: number): Promise<StoredRow[]> {
    return this.#domain.database.db
      .select({
        number: importRows.number,
        cellsSealed: importRows.cellsSealed,
        username: importRows.username,
      })
      .from(importRows)
      .where(and(eq(importRows.importId, importId), where))
      .orderBy(asc(importRows.number))
      .limit(limit)
  }

  #open(row: Claimed, rows: readonly StoredRow[]): RowToPlan[] {
    const { keyring } = this.#domain
    return rows.map(({ number, cellsSealed, username }) => ({
      number,
      username,
      cells: cellsOf(keyring, row.id, { number, cellsSealed }),
    }))
  }

  #planOf(row: Claimed, slotsLeft: Plan['slotsLeft']): Plan {
    const fields = row.columns.map(({ mappedTo }) => mappedTo)
    return { importId: row.id, defaults: row.defaults, fields, slotsLeft }
  }

  #contextOf(actor: Actor): Context {
    return contextOf(this.#domain, {
      actor,
      requestId: null,
      idempotency: null,
      waitMs: lookupPatienceMs,
    })
  }

  #isCountDue({ counts }: Claimed): boolean {
    const now = performance.now()
    if (now - this.#countedAt < countEveryMs(counts.total)) return false
    this.#countedAt = now
    return true
  }

  async #keepCounts(row: Claimed, when: 'now' | 'sometimes'): Promise<void> {
    if (when === 'sometimes' && !this.#isCountDue(row)) return
    const counts = await countRows(this.#domain.database.db, row.id)
    await this.#write(row, { counts, rowsPerSecond: this.#rate.after(handledOf(counts)) })
  }

  async #finish(row: Claimed, status: 'ready' | 'finished'): Promise<void> {
    const { db } = this.#domain.database
    const counts = await countRows(db, row.id)
    const at = this.#domain.clock.now()
    await db
      .update(imports)
      .set({
        status,
        counts,
        rowsPerSecond: null,
        updatedAt: at,
        ...(status === 'finished' ? { pausedBecause: null, endedAt: at } : {}),
      })
      .where(
        and(eq(imports.id, row.id), eq(imports.leaseToken, row.leaseToken), eq(imports.status, row.status)),
      )
    this.#domain.signals.changed(row.id)
  }

  async #write(row: Claimed, set: Pick<ImportRecord, 'counts' | 'rowsPerSecond'>): Promise<void> {
    await this.#domain.database.db
      .update(imports)
      .set({ ...set, updatedAt: this.#domain.clock.now() })
      .where(and(eq(imports.id, row.id), eq(imports.leaseToken, row.leaseToken)))
    this.#domain.signals.changed(row.id)
  }
}

type StoredRow = Pick<typeof importRows.$inferSelect, 'number' | 'cellsSealed' | 'username'>

/** Cells that do not open, because the key was lost, are empty: the row is then invalid. */
function cellsOf(
  keyring: Keyring,
  importId: string,
  { number, cellsSealed }: Pick<StoredRow, 'number' | 'cellsSealed'>,
): string[] {
  if (cellsSealed === null) return []
  try {
    return openCells(keyring, importId, number, cellsSealed)
  } catch (error) {
    if (error instanceof SealError) return []
    throw error
  }
}

function starterIn({ startedBy }: ImportRecord): Starter {
  if (startedBy === null) throw new Error('An import has work, but no staff user started it.')
  return startedBy
}

/** A check writes nothing, so it ends whatever happened to its starter. */
function actorOf(row: ImportRecord): Actor {
  const { userId, name, email, role } = starterIn(row)
  return { kind: 'staff', userId, name, email, role }
}
