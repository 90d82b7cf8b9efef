import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type {
  CustomerDunning,
  DunningCase,
  DunningCaseQuery,
  dunningCasePage,
} from '#contracts/dunning/case-schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { requireCustomer } from '../ledger/index.ts'
import { customers } from '../tables/customers.ts'
import { dunningCases, dunningSteps } from '../tables/dunning.ts'
import { loadFacts } from './facts.ts'
import { totalsOf } from './totals.ts'
import { waitingWishes } from './waiting-wishes.ts'

const listName = 'dunning-cases'

/** Lists the open cases, the oldest due date first. */
export async function listDunningCases(
  ctx: Context,
  { limit, cursor }: DunningCaseQuery,
): Promise<z.infer<typeof dunningCasePage>> {
  const { db } = ctx.database
  const after = cursor === undefined ? null : decodeCursor(cursor, listName)
  const items = await readCases(
    db,
    after === null
      ? undefined
      : sql`(${dunningCases.dueOn}, ${dunningCases.id}) > (${after.sortKey.slice(0, 10)}::date, ${after.id}::uuid)`,
    limit + 1,
  )
  const shown = items.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown,
    nextCursor:
      items.length > limit && last ? encodeCursor(listName, `${last.dueOn}T00:00:00.000Z`, last.id) : null,
  }
}

/** @throws {Refusal} not-found */
export async function getDunningOfCustomer({ database }: Context, { id }: ById): Promise<CustomerDunning> {
  const { db } = database
  await requireCustomer(db, id)
  const [open] = await readCases(db, eq(dunningCases.customerId, id), 1)
  return { case: open ?? null, wishes: await waitingWishes(db, id) }
}

/** @throws {Refusal} not-found also for a case that is closed */
export async function readOpenCase(db: Queryable, id: string): Promise<DunningCase> {
  const [found] = await readCases(db, eq(dunningCases.id, id), 1)
  if (!found) throw caseNotFound()
  return found
}

export const caseNotFound = () =>
  new Refusal('not-found', 'There is no open dunning case with this ID. See the Dunning page.')

async function readCases(db: Queryable, where: SQL | undefined, limit: number): Promise<DunningCase[]> {
  const rows = await db
    .select({ row: dunningCases, fullName: customers.fullName, companyName: customers.companyName })
    .from(dunningCases)
    .innerJoin(customers, eq(customers.id, dunningCases.customerId))
    .where(and(isNull(dunningCases.closedAt), where))
    .orderBy(asc(dunningCases.dueOn), asc(dunningCases.id))
    .limit(limit)
  if (rows.length === 0) return []
  const facts = await loadFacts(
    db,
    rows.map(({ row }) => row.customerId),
  )
  const steps = await db
    .select()
    .from(dunningSteps)
    .where(
      inArray(
        dunningSteps.caseId,
        rows.map(({ row }) => row.id),
      ),
    )
    .orderBy(desc(dunningSteps.doneOn), desc(dunningSteps.id))
  return rows.map(({ row, fullName, companyName }) => {
    const own = steps.filter(({ caseId }) => caseId === row.id)
    const dueDates = new Set<string>(own.map(({ dueOn }) => dueOn))
    const invoices = (facts.find(({ customerId }) => customerId === row.customerId)?.invoices ?? []).filter(
      ({ dueOn }) => dueDates.has(dueOn),
    )
    return {
      id: row.id,
      customerId: row.customerId,
      customerName: companyName ?? fullName,
      state: row.state,
      dueOn: row.dueOn,
      due: totalsOf(invoices.map(({ due }) => due)),
      invoiceNumbers: invoices.map(({ number }) => number),
      steps: own.map(({ action, doneOn, dueOn, isSkipped }) => ({ action, doneOn, dueOn, isSkipped })),
      nextStepOn: row.nextStepOn,
      heldUntil: row.heldUntil,
      holdReason: row.holdReason,
      openedAt: row.openedAt.toISOString(),
    }
  })
}
