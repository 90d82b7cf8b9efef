import { setTimeout as delay } from 'node:timers/promises'
import { and, eq } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import { isDatabaseBusy, isDatabaseUnavailable, isDiskFull } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import { type ImportRowError, importRows } from '../tables/imports.ts'
import { type Plan, type PlannedRow, planRows, type RowToPlan } from './plan/index.ts'
import { endRow, runRow } from './run-row.ts'

/** Transient faults, for example a lost race, seldom last longer. */
const triesPerRow = 3
const firstPauseMs = 100

/** The database is the cause, not the row: the row is read again when the database is back. */
const isOfDatabase = (error: unknown): boolean =>
  isDatabaseUnavailable(error) || isDatabaseBusy(error) || isDiskFull(error)

/**
 * Imports a planned row. After a fault of this application, the row is retried. Then only this row fails, so that the
 * import does not repeat it without end. @throws if the database is unavailable, busy or full
 */
export async function runRowSafely(ctx: Context, plan: Plan, planned: PlannedRow): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await runRow(ctx, plan, planned)
    } catch (error) {
      if (isOfDatabase(error)) throw error
      // Another worker had it, or the fault came after the commit.
      if (!(await isToDo(ctx, plan, planned))) return
      if (tries >= triesPerRow) {
        const errors = [recordFault(ctx, error, { plan, row: planned.number })]
        return endRow(ctx, plan, planned.number, { state: 'failed', errors })
      }
      await delay(firstPauseMs * tries, undefined, { ref: false })
    }
  }
}

/**
 * Plans rows as planRows does. A row that causes a fault becomes invalid, and the others are planned without it.
 * @throws if the database is unavailable, busy or full
 */
export async function planRowsSafely(
  ctx: Context,
  plan: Plan,
  rows: readonly RowToPlan[],
): Promise<PlannedRow[]> {
  const slotsBefore = plan.slotsLeft && [...plan.slotsLeft]
  const undo = () => {
    if (!plan.slotsLeft || !slotsBefore) return
    plan.slotsLeft.clear()
    for (const [serverId, left] of slotsBefore) plan.slotsLeft.set(serverId, left)
  }
  try {
    return await planRows(ctx, plan, rows)
  } catch (error) {
    if (isOfDatabase(error)) throw error
    undo()
    const faulty = new Map<number, PlannedRow>()
    for (const row of rows)
      await planRows(ctx, plan, [row]).catch((fault: unknown) => {
        if (isOfDatabase(fault)) throw fault
        faulty.set(row.number, invalidRow(row, recordFault(ctx, fault, { plan, row: row.number })))
      })
    undo()
    // No single row causes the fault, so the whole batch is planned again.
    if (faulty.size === 0) return planRows(ctx, plan, rows)
    const planned = await planRows(
      ctx,
      plan,
      rows.filter(({ number }) => !faulty.has(number)),
    )
    return [...planned, ...faulty.values()].toSorted((a, b) => a.number - b.number)
  }
}

async function isToDo({ database }: Context, { importId }: Plan, { number }: PlannedRow): Promise<boolean> {
  const { importId: id, number: row, state } = importRows
  return (
    (await database.db.$count(importRows, and(eq(id, importId), eq(row, number), eq(state, 'valid')))) > 0
  )
}

/** Logs a fault under an id, which the row shows to staff. */
function recordFault(
  { log }: Context,
  error: unknown,
  { plan, row }: { plan: Plan; row: number },
): ImportRowError {
  const requestId = newId()
  log.error({ err: error, requestId, importId: plan.importId, row }, 'a row of an import failed')
  return {
    field: '',
    code: 'internal',
    message: `An internal error occurred in this application. Nothing was created for this row. The log has the cause under request id ${requestId}. Import the row again when the cause is fixed.`,
  }
}

const invalidRow = ({ number, username }: RowToPlan, error: ImportRowError): PlannedRow => ({
  number,
  state: 'invalid',
  errors: [error],
  email: null,
  fullName: null,
  username,
  serverId: null,
  contentHash: '',
  customerId: null,
  accountId: null,
  task: null,
})
