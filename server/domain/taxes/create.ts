import { z } from 'zod'
import { partsPerMillion } from '#contracts/percent.ts'
import type { NewTaxRate, TaxRate } from '#contracts/taxes/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { taxPlace } from '../billing/decide/index.ts'
import { resumeAfterRate } from '../billing/index.ts'
import type { Context } from '../context.ts'
import { taxRates } from '../tables/tax-rates.ts'
import { auditTaxRate, taxRateFacts } from './audit.ts'
import { lockTaxRates, refuseOverlap } from './overlap.ts'
import { readTaxRate } from './read.ts'

const refs = z.object({ taxRateId: z.string() })

/** Adds a tax rate. @throws {Refusal} dates-overlap; invalid-body for a country that belongs to another one for VAT */
export async function createTaxRate(
  ctx: Context,
  { percent, taxableShare, ...input }: NewTaxRate,
): Promise<TaxRate> {
  const { database, clock, idempotency } = ctx
  const place = taxPlace(input.country, '').country
  if (place !== input.country)
    throw fieldRefusal(
      'invalid-body',
      'country',
      'invalid',
      `${input.country} belongs to ${place} for VAT. Nothing was added. Add the rate for ${place}.`,
    )
  const { taxRateId } = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => {
      const at = clock.now()
      const rate = {
        id: newId(),
        ...input,
        ratePpm: partsPerMillion(percent) ?? 0,
        taxableSharePpm: taxableShare === null ? null : partsPerMillion(taxableShare),
      }
      await lockTaxRates(tx)
      await refuseOverlap(tx, rate, 'validFrom')
      await tx.insert(taxRates).values({ ...rate, createdAt: at, updatedAt: at })
      await auditTaxRate(tx, ctx, { at, verb: 'create', id: rate.id, after: taxRateFacts(rate) })
      await resumeAfterRate(tx, ctx)
      return { taxRateId: rate.id }
    }),
  )
  return readTaxRate(database.db, taxRateId)
}
