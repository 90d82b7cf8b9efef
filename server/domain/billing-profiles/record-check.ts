import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { BillingProfile, NewTaxIdCheck } from '#contracts/billing-profiles/schemas.ts'
import type { ById } from '#contracts/call.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { billingProfiles, type TaxIdCheck } from '../tables/billing-profiles.ts'
import { auditProfile } from './audit.ts'
import { lockBillingProfile } from './lock.ts'
import { readBillingProfile } from './read.ts'

const refs = z.object({ customerId: z.string() })

/** A valid result counts for some days while the register does not answer. */
const lastValid = (check: TaxIdCheck | null): string | undefined =>
  check?.result === 'valid' ? check.checkedAt : check?.lastValidAt

/**
 * Records the answer of a register about the tax id of a customer, as the proof of a reverse charge.
 * @throws {Refusal} not-found; invalid-body if the customer has another tax id by now
 */
export async function recordTaxIdCheck(
  ctx: Context,
  { id, taxId, result, evidence }: NewTaxIdCheck & ById,
): Promise<BillingProfile> {
  const { database, clock, idempotency, actor } = ctx
  await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => {
      const at = clock.now()
      const before = await lockBillingProfile(tx, id, at)
      if (before.taxId !== taxId)
        throw fieldRefusal(
          'invalid-body',
          'taxId',
          'does-not-match',
          before.taxId === null
            ? 'The customer has no tax ID. Nothing was recorded. Save the tax ID first.'
            : `The tax ID of the customer is ${before.taxId}. Nothing was recorded. Check that ID, then record its result.`,
        )
      const lastValidAt = result === 'unknown' ? lastValid(before.taxIdCheck) : undefined
      const taxIdCheck: TaxIdCheck = {
        result,
        checkedAt: at.toISOString(),
        evidence,
        by: actor.name,
        ...(lastValidAt === undefined ? {} : { lastValidAt }),
      }
      await tx
        .update(billingProfiles)
        .set({ taxIdCheck, updatedAt: at })
        .where(eq(billingProfiles.customerId, id))
      await auditProfile(tx, ctx, {
        at,
        verb: 'record-tax-id-check',
        customerId: id,
        after: { taxId, taxIdCheck: result, evidence },
      })
      return { customerId: id }
    }),
  )
  return readBillingProfile(database.db, id)
}
