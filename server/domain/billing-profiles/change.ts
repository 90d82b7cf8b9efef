import { eq, sql } from 'drizzle-orm'
import type { BillingProfile, BillingProfileChange } from '#contracts/billing-profiles/schemas.ts'
import type { ById } from '#contracts/call.ts'
import { problemOfTaxId } from '#contracts/tax-id.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { postings } from '../tables/ledger.ts'
import { auditProfile, profileFacts } from './audit.ts'
import { lockBillingProfile } from './lock.ts'
import { type ProfileRow, readBillingProfile } from './read.ts'

/**
 * Changes the given fields. They appear on later documents. A new tax id or country removes the recorded check.
 * @throws {Refusal} not-found; wrong-state for another currency if something is booked; invalid-body
 */
export async function changeBillingProfile(
  ctx: Context,
  { id, ...change }: BillingProfileChange & ById,
): Promise<BillingProfile> {
  return ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
    const before = await lockBillingProfile(tx, id, at)
    const after = { ...before, ...given(change) }
    refuseWrongFields(after, change)
    if (after.currency !== before.currency) await refuseIfBooked(tx, before)
    const isSameId = after.taxId === before.taxId && after.country === before.country
    const columns = {
      ...after,
      exemptReason: after.isExempt ? after.exemptReason : null,
      taxIdCheck: isSameId ? before.taxIdCheck : null,
      updatedAt: at,
    }
    await tx.update(billingProfiles).set(columns).where(eq(billingProfiles.customerId, id))
    await auditProfile(tx, ctx, {
      at,
      verb: 'change',
      customerId: id,
      before: profileFacts(before),
      after: profileFacts(columns),
    })
    return readBillingProfile(tx, id)
  })
}

/** Without the fields that the request does not have. */
const given = (change: BillingProfileChange): Partial<ProfileRow> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

function refuseWrongFields(after: ProfileRow, change: BillingProfileChange): void {
  // A tax id that an earlier release accepted does not prevent another change.
  const isNewId = change.taxId !== undefined || change.country !== undefined
  const problem = isNewId && after.taxId !== null ? problemOfTaxId(after.taxId, after.country) : null
  if (problem !== null) throw fieldRefusal('invalid-body', 'taxId', 'invalid', problem)
  if (after.isExempt && after.exemptReason === null)
    throw fieldRefusal(
      'invalid-body',
      'exemptReason',
      'required',
      'Enter the reason of the exemption. It is the proof for the tax office.',
    )
}

async function refuseIfBooked(tx: Tx, { customerId, currency }: ProfileRow): Promise<void> {
  const booked = rowsOf(
    await tx.execute(
      sql`select 1 from ${postings} where ${postings.customerId} = ${customerId}::uuid limit 1`,
    ),
  )
  if (booked.length === 0) return
  throw fieldRefusal(
    'wrong-state',
    'currency',
    'currency-locked',
    `The currency is fixed${currency === null ? '' : ` at ${currency}`}, because something is booked for this customer. Nothing was saved. Add another customer for another currency.`,
  )
}
