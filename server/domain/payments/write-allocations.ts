import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { insertRows, type Queryable, rowsOf } from '#server/platform/database/index.ts'
import type { Money } from '#server/platform/money/index.ts'
import { allocationEntry, bookEntries, recoveryEntry } from '../ledger/index.ts'
import { documents } from '../tables/documents.ts'
import { allocations, payments } from '../tables/payments.ts'
import { liftIfSettled } from '../wishes/index.ts'

export interface NewAllocation {
  readonly customerId: string
  readonly source: { readonly paymentId: string } | { readonly creditNoteId: string }
  /** The invoice. */
  readonly documentId: string
  /** More than zero, or negative with `reversesId`. */
  readonly amount: Money
  readonly reversesId?: string
}

/** The invoices that the allocations settled, and those that are due again. A draft is in neither. */
export interface Settlement {
  readonly paid: readonly string[]
  readonly reopened: readonly string[]
}

/**
 * Writes allocations with their entries, and the amounts and states that follow from them: the only code that does. The
 * caller holds the locks of the customers. The database refuses more than is due or unused.
 */
export async function writeAllocations(
  tx: Queryable,
  added: readonly NewAllocation[],
  { on, at }: { readonly on: LocalDate; readonly at: Date },
): Promise<Settlement> {
  if (added.length === 0) return { paid: [], reopened: [] }
  const rows = added.map((allocation) => ({ ...allocation, id: newId() }))
  await insertRows(
    tx,
    allocations,
    rows.map(({ source, amount, ...row }) => ({
      ...row,
      ...source,
      amount: amount.amount,
      currency: amount.currency,
      appliedOn: on,
      createdAt: at,
    })),
  )
  await takeFrom(tx, payments, usesOf(rows, 'paymentId'), at)
  await takeFrom(tx, documents, usesOf(rows, 'creditNoteId'), at)
  const { settlement, writtenOff } = await settle(tx, rows, at)
  await bookEntries(
    tx,
    rows.flatMap(({ id, customerId, documentId, amount }) => {
      const booked = { allocationId: id, customerId, bookedOn: on, amount }
      return writtenOff.has(documentId)
        ? [recoveryEntry(booked), allocationEntry(booked)]
        : [allocationEntry(booked)]
    }),
    at,
  )
  const customerIds = [...new Set(rows.map(({ customerId }) => customerId))]
  await liftIfSettled(tx, { customerIds, on, at })
  return settlement
}

interface Use {
  readonly id: string
  readonly amount: bigint
}

const usesOf = (rows: readonly NewAllocation[], key: 'paymentId' | 'creditNoteId'): Use[] =>
  rows.flatMap(({ source, amount }) => {
    const id = new Map(Object.entries(source)).get(key)
    return id === undefined ? [] : [{ id, amount: amount.amount }]
  })

/** The uses summed by id, as rows `given (id, amount)`. */
const sums = (uses: readonly Use[]): SQL => {
  const json = JSON.stringify(uses.map(({ id, amount }) => ({ id, amount: amount.toString() })))
  return sql`(select id, sum(amount)::bigint as amount
    from json_to_recordset(${json}::json) as one (id uuid, amount bigint) group by id) given`
}

async function takeFrom(
  tx: Queryable,
  table: typeof payments | typeof documents,
  uses: readonly Use[],
  at: Date,
): Promise<void> {
  if (uses.length === 0) return
  await tx.execute(sql`update ${table} target
    set unallocated = target.unallocated - given.amount, updated_at = ${at.toISOString()}::timestamptz
    from ${sums(uses)} where target.id = given.id`)
}

const settled = z.array(z.object({ id: z.string(), status: z.string(), added: z.coerce.bigint() }))

interface Settled {
  readonly settlement: Settlement
  /** Its debt was booked as lost, so a payment books it back first. */
  readonly writtenOff: ReadonlySet<string>
}

/** A draft, void or written-off invoice keeps its state. */
async function settle(tx: Queryable, rows: readonly NewAllocation[], at: Date): Promise<Settled> {
  const uses = rows.map(({ documentId, amount }) => ({ id: documentId, amount: amount.amount }))
  const found = await tx.execute(sql`update ${documents} target
    set amount_due = target.amount_due - given.amount, updated_at = ${at.toISOString()}::timestamptz,
        status = case when target.status not in ('open', 'paid') then target.status
          when target.amount_due = given.amount then 'paid' else 'open' end
    from ${sums(uses)} where target.id = given.id
    returning target.id, target.status, given.amount::text as added`)
  const changed = settled.parse(rowsOf(found))
  const idsOf = (of: typeof changed) => of.map(({ id }) => id)
  return {
    settlement: {
      paid: idsOf(changed.filter(({ status }) => status === 'paid')),
      reopened: idsOf(changed.filter(({ status, added }) => status === 'open' && added < 0n)),
    },
    writtenOff: new Set(idsOf(changed.filter(({ status }) => status === 'uncollectible'))),
  }
}
