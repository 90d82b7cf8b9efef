import { eq } from 'drizzle-orm'
import { dunningPolicyChange } from '#contracts/dunning/schemas.ts'
import { type Action, couponFacts } from '#server/domain/billing/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { changeDunningPolicy } from '#server/domain/dunning/index.ts'
import { billingProfiles } from '#server/domain/tables/billing-profiles.ts'
import { coupons } from '#server/domain/tables/coupons.ts'
import type { prices } from '#server/domain/tables/products.ts'
import { subscriptions } from '#server/domain/tables/subscriptions.ts'
import { taxRates } from '#server/domain/tables/tax-rates.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { commit, insertPrice } from '../billing/steps.ts'
import { insertCustomer } from '../billing-rows.ts'
import { call, type TestDomain } from '../domain.ts'
import { addTestServer, provisioned } from '../domain-steps.ts'

const epoch = new Date('2026-01-01T00:00:00.000Z')

/** A subscription to start, with its customer unless one is given. */
export interface Sold {
  readonly customerId?: string
  readonly amount?: bigint
  readonly price?: Partial<typeof prices.$inferInsert>
  readonly profile?: Partial<typeof billingProfiles.$inferInsert>
  readonly action?: Partial<Extract<Action, { kind: 'start' }>>
  readonly coupon?: Partial<typeof coupons.$inferInsert>
  readonly quantity?: number
  /** With a hosting account of this name, at the panel. */
  readonly username?: string
}

/** Starts a subscription today. */
export async function sell(test: TestDomain, sold: Sold) {
  const { db } = test.database
  const { username, amount = 1000n, quantity = 1 } = sold
  const hosting = username === undefined ? null : await provisioned(test, { username })
  const customerId = sold.customerId ?? hosting?.customer.id ?? (await insertCustomer(db))
  if (sold.profile)
    await db
      .insert(billingProfiles)
      .values({ customerId, createdAt: epoch, updatedAt: epoch, ...sold.profile })
      .onConflictDoUpdate({ target: billingProfiles.customerId, set: sold.profile })
  const { priceId } = await insertPrice(db, amount, sold.price)
  const { written } = await commit(test, {
    customerId,
    action: {
      kind: 'start',
      items: [{ priceId, quantity }],
      startOn: localDate(test.clock.now().toISOString().slice(0, 10)),
      trialEndsOn: null,
      coupon: sold.coupon ? await insertCoupon(test, sold.coupon) : null,
      provision: 'none',
      ...sold.action,
    },
  })
  const subscriptionId = written.get('new:subscription') ?? ''
  if (hosting)
    await db
      .update(subscriptions)
      .set({ hostingAccountId: hosting.accountId })
      .where(eq(subscriptions.id, subscriptionId))
  return { customerId, subscriptionId, priceId }
}

async function insertCoupon({ database: { db } }: TestDomain, given: Partial<typeof coupons.$inferInsert>) {
  const id = newId()
  const value = given.amount ? {} : { percentPpm: 200_000 }
  await db.insert(coupons).values({
    id,
    code: `C${id}`,
    scope: 'recurring',
    ...value,
    createdAt: epoch,
    updatedAt: epoch,
    ...given,
  })
  const [row] = await db.select().from(coupons).where(eq(coupons.id, id))
  if (!row) throw new Error('The coupon is missing.')
  return couponFacts(row)
}

export async function insertRate(
  { database: { db } }: TestDomain,
  given: Partial<typeof taxRates.$inferInsert>,
): Promise<void> {
  const rate = { country: 'DE', category: 'standard', name: 'VAT', ratePpm: 190_000, validFrom: '2007-01-01' }
  await db.insert(taxRates).values({ id: newId(), ...rate, createdAt: epoch, updatedAt: epoch, ...given })
}

/** Turns dunning on. Suspensions are possible on weekdays, and the brake does not stop the few accounts of a test. */
export const dunBy = (test: TestDomain, steps: readonly object[], weekdaysOnly = true) =>
  changeDunningPolicy(
    contextOf(test.domain, call()),
    dunningPolicyChange.parse({
      isEnabled: true,
      steps,
      brake: { mostPercent: 100, mostAccounts: 1000 },
      hours: { from: 8, until: 18, weekdaysOnly },
    }),
  )

export const steps = {
  early: { id: 'remind-1', day: -3, action: 'remind' },
  late: { id: 'remind-2', day: 3, action: 'remind' },
  fee: {
    id: 'fee',
    day: 5,
    action: 'late-fee',
    fee: { percent: '2.5', amounts: [{ amount: '250', currency: 'EUR' }] },
  },
  suspend: { id: 'suspend', day: 10, action: 'suspend' },
  ask: { id: 'ask', day: 40, action: 'ask-to-terminate' },
} as const

export const openPanel = (test: TestDomain) => addTestServer(test)
