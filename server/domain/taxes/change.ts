import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { TaxRate, TaxRateChange } from '#contracts/taxes/schemas.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { resumeAfterRate } from '../billing/index.ts'
import type { Context } from '../context.ts'
import { taxRates } from '../tables/tax-rates.ts'
import { auditTaxRate, taxRateFacts } from './audit.ts'
import { lockTaxRates, refuseOverlap } from './overlap.ts'
import { readTaxRate, taxRateNotFound } from './read.ts'

/** Sets or removes the end of a rate. Issued documents keep their taxes. @throws {Refusal} not-found, dates-overlap */
export async function changeTaxRate(
  ctx: Context,
  { id, validUntil }: TaxRateChange & ById,
): Promise<TaxRate> {
  await ctx.database.db.transaction(async (tx) => {
    await lockTaxRates(tx)
    const [before] = await tx.select().from(taxRates).where(eq(taxRates.id, id))
    if (!before) throw taxRateNotFound()
    if (validUntil !== null && validUntil <= before.validFrom)
      throw fieldRefusal(
        'invalid-body',
        'validUntil',
        'invalid',
        `The rate is valid from ${before.validFrom}, so its end must be later. Delete the rate if it never applied.`,
      )
    await refuseOverlap(tx, { ...before, validUntil }, 'validUntil')
    const at = ctx.clock.now()
    await tx.update(taxRates).set({ validUntil, updatedAt: at }).where(eq(taxRates.id, id))
    await auditTaxRate(tx, ctx, {
      at,
      verb: 'change',
      id,
      before: taxRateFacts(before),
      after: taxRateFacts({ ...before, validUntil }),
    })
    await resumeAfterRate(tx, ctx)
  })
  return readTaxRate(ctx.database.db, id)
}

/** Deletes a rate, for example a mistake. Issued documents keep their taxes. @throws {Refusal} not-found */
export async function removeTaxRate(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  await ctx.database.db.transaction(async (tx) => {
    const [before] = await tx.delete(taxRates).where(eq(taxRates.id, id)).returning()
    if (!before) throw taxRateNotFound()
    await auditTaxRate(tx, ctx, { at: ctx.clock.now(), verb: 'remove', id, before: taxRateFacts(before) })
  })
  return {}
}
