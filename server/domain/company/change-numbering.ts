import { and, eq, max, sql } from 'drizzle-orm'
import { documentNumber } from '#contracts/company/number-pattern.ts'
import type { BillingSettings, NumberSeriesChange } from '#contracts/company/schemas.ts'
import type { DocumentKind } from '#contracts/invoices/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { numberSeries } from '../tables/company.ts'
import { documents } from '../tables/documents.ts'
import { auditSettings } from './audit.ts'
import {
  companyToday,
  getBillingSettings,
  newSeries,
  nextNumber,
  readCompany,
  type SeriesRow,
} from './read.ts'

/**
 * Changes the pattern or the next number of a series. Issued documents keep their numbers. The next number can only
 * grow within a year, and above the numbers that a series without or with restarts has, so that no number is used twice. The skipped numbers stay unused, and the audit log explains them.
 * @throws {Refusal} invalid-body for a next number that was already used
 */
export async function changeNumbering(ctx: Context, change: NumberSeriesChange): Promise<BillingSettings> {
  const { kind, pattern, restartsYearly } = change
  await ctx.database.db.transaction(async (tx) => {
    const on = companyToday(await readCompany(tx), ctx.clock)
    const at = ctx.clock.now()
    await tx.insert(numberSeries).values(newSeries(kind, at)).onConflictDoNothing()
    // The lock of the numbers: a document that is finalized at the same time waits.
    const [before] = await tx.select().from(numberSeries).where(eq(numberSeries.kind, kind)).for('update')
    if (!before) throw new Error(`The series ${kind} does not exist.`)
    const current = nextNumber(before, on)
    const { year } = current
    const used = await highestNumber(tx, kind, restartsYearly ? year : null)
    const least = Math.max(before.lastIssuedOn === null ? 1 : current.number, used + 1)
    const next = change.next ?? Math.max(current.number, least)
    if (next < least) throw numberUsed(pattern, { year, number: least })
    const after = { ...before, pattern, restartsYearly, next, year: restartsYearly ? year : null }
    await tx
      .update(numberSeries)
      .set({ pattern, restartsYearly, next, year: after.year, updatedAt: at })
      .where(eq(numberSeries.kind, kind))
    await auditSettings(tx, ctx, {
      at,
      verb: 'change-numbering',
      before: facts(before, current),
      after: facts(after, { year, number: next }),
    })
  })
  return getBillingSettings(ctx)
}

/** Returns the highest number of the documents that restart with a year, or never. 0: there are none. */
async function highestNumber(tx: Queryable, kind: DocumentKind, year: number | null): Promise<number> {
  const [row] = await tx
    .select({ highest: max(documents.seriesNumber) })
    .from(documents)
    .where(and(eq(documents.kind, kind), sql`coalesce(${documents.seriesYear}, 0) = ${year ?? 0}`))
  return row?.highest ?? 0
}

const numberUsed = (pattern: string, at: { year: number; number: number }) =>
  fieldRefusal(
    'invalid-body',
    'next',
    'invalid',
    `The numbers before ${documentNumber(pattern, at)} are used. Nothing was saved. Enter ${at.number} or more.`,
  )

const facts = (series: SeriesRow, at: { year: number; number: number }) => ({
  series: series.kind,
  pattern: series.pattern,
  restartsYearly: series.restartsYearly,
  next: documentNumber(series.pattern, at),
  nextNumber: at.number,
})
