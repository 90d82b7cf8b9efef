import { setTimeout as delay, setImmediate as otherWork } from 'node:timers/promises'
import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, notInArray, or, type SQL, sql } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import { type Keyring, SealError } from '#server/platform/secrets/index.ts'
import { operations } from '#server/work/table.ts'
import { type Context, contextOf, type Domain } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { type ImportStarter, importRows, imports } from '../tables/imports.ts'
import { servers } from '../tables/servers.ts'
import { type Plan, planRows, type RowToPlan } from './plan.ts'
import { Rate } from './rate.ts'
import { runRow } from './run-row.ts'
import { countRows, handledOf, type ImportRecord, openCells } from './store.ts'

export const importTickMs = 500
const leaseMs = 30_000
const checkedAtOnce = 200
const begunAtOnce = 32
/** Rows of one server whose operation has not ended. Enough to keep its queue busy; a new customer waits behind them. */
const openPerServer = 12
/** The embedded database runs one statement at a time, so more work only waits, and requests wait behind it. */
const pace = { embedded: { parallel: 3, openRows: 16 }, postgres: { parallel: 8, openRows: 120 } } as const
/** Counting takes longer the more rows there are. */
const countEveryMs = (rows: number) => 1000 + rows / 20
const pauseMs = 100
/** For the panel's response to the lookup before a create. */
const lookupPatienceMs = 1000
/** A failing database or panel does not make the loop spin. */
const afterFaultMs = 2000

type Claimed = ImportRecord & { readonly leaseToken: string }

/**
 * Works on imports in this process: checks rows and imports them. Each import has a lease, so that one process works
 * on it, and another continues if this one dies. A row is written once: it is claimed in the statement that writes it.
 */
export class ImportWorker {
  readonly #domain: Domain
  readonly #working = new Map<string, Promise<void>>()
  #stopping = false

  constructor(domain: Domain) {
    this.#domain = domain
  }

  /** Takes imports that have work and no worker. Returns before the work is done. */
  async takeImports(): Promise<void> {
    const { db } = this.#domain.database
    const due = await db
      .select({ id: imports.id })
      .from(imports)
      .where(and(hasWork, this.#isFree()))
      .orderBy(asc(imports.createdAt))
      .limit(4)
    for (const { id } of due) {
      if (this.#stopping || this.#working.has(id)) continue
      const work = this.#work(id).finally(() => this.#working.delete(id))
      this.#working.set(id, work)
    }
  }

  /** Ends after the rows that have begun. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all(this.#working.values())
  }

  /** Resolves when no import in this process has work. For tests. */
  async idle(): Promise<void> {
    await this.takeImports()
    while (this.#working.size > 0) await Promise.all(this.#working.values())
  }

  #isFree(): SQL | undefined {
    return or(isNull(imports.leaseUntil), lt(imports.leaseUntil, this.#domain.clock.now()))
  }

  async #work(id: string): Promise<void> {
    const token = newId()
    const { database, log } = this.#domain
    const taken = await database.db
      .update(imports)
      .set({ leaseToken: token, leaseUntil: this.#leaseEnd() })
      .where(and(eq(imports.id, id), hasWork, this.#isFree()))
      .returning({ id: imports.id })
    if (taken.length === 0) return
    const pass = new Pass(this.#domain)
    while (!this.#stopping) {
      try {
        await otherWork()
        const claimed = await this.#renew(id, token)
        if (claimed === null || !(await pass.step(claimed))) break
      } catch (error) {
        log.error({ err: error, importId: id }, 'An import could not continue. It is tried again.')
        await delay(afterFaultMs, undefined, { ref: false })
      }
    }
    await database.db
      .update(imports)
      .set({ leaseToken: null, leaseUntil: null })
      .where(and(eq(imports.id, id), eq(imports.leaseToken, token)))
      .catch((error: unknown) =>
        log.warn({ err: error }, 'The lease of an import was not released. It expires.'),
      )
  }

  #leaseEnd(): Date {
    return new Date(this.#domain.clock.now().getTime() + leaseMs)
  }

  /** @returns null if another process has the import now */
  async #renew(id: string, token: string): Promise<Claimed | null> {
    const [row] = await this.#domain.database.db
      .update(imports)
      .set({ leaseUntil: this.#leaseEnd() })
      .where(and(eq(imports.id, id), eq(imports.leaseToken, token)))
      .returning()
    return row?.leaseToken ? { ...row, leaseToken: row.leaseToken } : null
  }
}

const openRows = sql`exists (select 1 from ${importRows} where ${importRows.importId} = ${imports.id} and ${importRows.state} = 'running')`
const hasWork = and(
  isNotNull(imports.uploadedAt),
  or(
    inArray(imports.status, ['checking', 'running']),
    and(inArray(imports.status, ['paused', 'cancelled']), openRows),
  ),
)

/** The work of one process on one import, in small steps. */
class Pass {
  readonly #domain: Domain
  readonly #rate = new Rate()
  #countedAt = 0
  /** Of the check in progress. */
  #check: { to: number; rows: number; readonly slotsLeft: Map<string, number> } | null = null

  constructor(domain: Domain) {
    this.#domain = domain
  }

  get #pace() {
    return this.#domain.database.lite ? pace.embedded : pace.postgres
  }

  /** @returns whether there is more to do */
  async step(row: Claimed): Promise<boolean> {
    if (row.status === 'checking') return this.#checkSome(row)
    await this.#settle(row.id)
    if (row.status !== 'running') {
      const open = await this.#openRowsByServer(row.id)
      await this.#keepCounts(row, open.size > 0 ? 'sometimes' : 'now')
      if (open.size === 0) return false
      await delay(pauseMs, undefined, { ref: false })
      return true
    }
    return this.#runSome(row)
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
    const planned = await planRows(
      this.#contextOf(row),
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

  async #storeCheck(importId: string, planned: Awaited<ReturnType<typeof planRows>>): Promise<void> {
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

  async #runSome(row: Claimed): Promise<boolean> {
    const open = await this.#openRowsByServer(row.id)
    const full = [...open].filter(([, count]) => count >= openPerServer).map(([serverId]) => serverId)
    const openTotal = [...open.values()].reduce((sum, count) => sum + count, 0)
    const room = this.#pace.openRows - openTotal
    const mayChoose = openTotal < openPerServer * Math.max(1, await this.#countServers())
    const valid = and(
      eq(importRows.state, 'valid'),
      or(
        mayChoose ? isNull(importRows.serverId) : undefined,
        full.length === 0 ? isNotNull(importRows.serverId) : notInArray(importRows.serverId, full),
      ),
    )
    const rows = room > 0 ? await this.#readRows(row.id, valid, Math.min(room, begunAtOnce)) : []
    if (rows.length > 0) await this.#begin(row, rows)
    else if (openTotal === 0) {
      await this.#finish(row, 'finished')
      return false
    } else await delay(pauseMs, undefined, { ref: false })
    await this.#keepCounts(row, 'sometimes')
    return true
  }

  async #begin(row: Claimed, rows: readonly StoredRow[]): Promise<void> {
    const ctx = this.#contextOf(row)
    const plan = this.#planOf(row, null)
    const queue = await planRows(ctx, plan, this.#open(row, rows))
    queue.reverse()
    const run = async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        // Queries of the embedded database end without I/O, so requests would otherwise wait for the whole import.
        await otherWork()
        await runRow(ctx, plan, next)
      }
    }
    await Promise.all(Array.from({ length: this.#pace.parallel }, run))
  }

  /** Ends the rows whose operation has ended. */
  async #settle(importId: string): Promise<void> {
    await this.#domain.database.db.execute(sql`
      update ${importRows} set
        state = case when op.status = 'succeeded' then 'done' else 'failed' end,
        errors = case when op.status = 'succeeded' then '[]'::jsonb else jsonb_build_array(jsonb_build_object(
          'field', '',
          'code', coalesce(op.error ->> 'code', op.status),
          'message', coalesce(rtrim((op.error ->> 'message') || ' ' || coalesce(op.error ->> 'remedy', '')), 'The operation was cancelled.'))) end
      from ${operations} op
      where ${importRows.importId} = ${importId}::uuid and ${importRows.state} = 'running' and op.id = ${importRows.operationId}
        and op.status in ('succeeded', 'failed', 'needs-person', 'cancelled')`)
  }

  async #openRowsByServer(importId: string): Promise<Map<string, number>> {
    const rows = await this.#domain.database.db
      .select({ serverId: hostingAccounts.serverId, count: sql<number>`count(*)::int` })
      .from(importRows)
      .innerJoin(hostingAccounts, eq(hostingAccounts.id, importRows.accountId))
      .where(and(eq(importRows.importId, importId), eq(importRows.state, 'running')))
      .groupBy(hostingAccounts.serverId)
    return new Map(rows.map(({ serverId, count }) => [serverId, count]))
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

  #contextOf(row: Claimed): Context {
    const { startedBy } = row
    if (startedBy === null) throw new Error('An import has work, but no staff user started it.')
    return contextOf(this.#domain, {
      actor: actorOf(startedBy),
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
        ...(status === 'finished' ? { endedAt: at } : {}),
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

const actorOf = (starter: ImportStarter) => ({ kind: 'staff' as const, ...starter })
