import { eq, sql } from 'drizzle-orm'
import type { BillingProfile } from '#contracts/billing-profiles/schemas.ts'
import type { ById } from '#contracts/call.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { customers } from '../tables/customers.ts'
import { postings } from '../tables/ledger.ts'

export type ProfileRow = typeof billingProfiles.$inferSelect

export const customerNotFound = () => new Refusal('not-found', 'Customer not found. See the Customers page.')

/** The profile of a customer before the first change. */
export const newProfile = (customerId: string, at: Date) => ({ customerId, createdAt: at, updatedAt: at })

const empty = {
  line1: '',
  line2: '',
  city: '',
  postcode: '',
  region: '',
  country: null,
  phone: null,
  taxId: null,
  taxIdCheck: null,
  isExempt: false,
  exemptReason: null,
  currency: null,
  paymentTermsDays: null,
  invoiceEmail: null,
  notes: '',
}

const isBooked = sql<boolean>`exists (select 1 from ${postings} p where p.customer_id = ${customers.id})`

/** @throws {Refusal} not-found */
export async function readBillingProfile(db: Queryable, customerId: string): Promise<BillingProfile> {
  const [found] = await db
    .select({ profile: billingProfiles, isBooked })
    .from(customers)
    .leftJoin(billingProfiles, eq(billingProfiles.customerId, customers.id))
    .where(eq(customers.id, customerId))
  if (!found) throw customerNotFound()
  const {
    createdAt: _,
    updatedAt,
    currency,
    ...row
  } = found.profile ?? { ...empty, createdAt: null, updatedAt: null }
  return {
    ...row,
    customerId,
    currency: currency === null ? null : currencyOf(currency),
    currencyIsLocked: found.isBooked,
    updatedAt: updatedAt?.toISOString() ?? null,
  }
}

/** @throws {Refusal} not-found */
export const getBillingProfile = (ctx: Context, { id }: ById): Promise<BillingProfile> =>
  readBillingProfile(ctx.database.db, id)
