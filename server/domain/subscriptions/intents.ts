import { eq, sql } from 'drizzle-orm'
import type { Cancellation, NewSubscription, SubscriptionChange } from '#contracts/subscriptions/schemas.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { couponFacts, type Intent } from '../billing/index.ts'
import { coupons } from '../tables/coupons.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { subscriptionNotFound } from './read.ts'
import { requireOffered, requireOfferedFor } from './require-offered.ts'

/** The fields that decide what a new subscription costs. */
export type Priced = Pick<
  NewSubscription,
  'customerId' | 'priceId' | 'quantity' | 'addOns' | 'startOn' | 'anchorDay' | 'trialEndsOn' | 'couponCode'
>

/** The intent of a start, the same for the preview and the call that books. */
export const startIntent = (input: Priced, provision: NewSubscription['provision'] = 'none'): Intent => ({
  customerId: input.customerId,
  needs: {
    priceIds: [input.priceId, ...(input.addOns ?? []).map(({ priceId }) => priceId)],
    subscriptionId: 'none',
  },
  action: async (tx, asOf) => ({
    kind: 'start',
    items: [await planOf(tx, input), ...(await addOnsOf(tx, input))],
    startOn: input.startOn === undefined ? asOf : localDate(input.startOn),
    anchorDay: input.anchorDay,
    trialEndsOn: input.trialEndsOn === undefined ? null : localDate(input.trialEndsOn),
    coupon: input.couponCode ? await findCoupon(tx, input.couponCode, asOf) : null,
    provision,
  }),
})

async function planOf(tx: Queryable, { priceId, quantity }: Priced) {
  await requireOffered(tx, [priceId], 'plan', 'priceId')
  return { priceId, quantity }
}

async function addOnsOf(tx: Queryable, { priceId, addOns = [] }: Priced) {
  const ids = addOns.map((addOn) => addOn.priceId)
  if (new Set([priceId, ...ids]).size <= ids.length)
    throw fieldRefusal(
      'invalid-body',
      'addOns',
      'invalid',
      'A price is listed twice. Enter each price once, with its quantity.',
    )
  await requireOffered(tx, ids, 'add-on', 'addOns')
  return addOns
}

/** The write counts the redemption. This check only explains in a preview what it would refuse. */
export async function findCoupon(tx: Queryable, code: string, asOf: string) {
  const [row] = await tx
    .select()
    .from(coupons)
    .where(eq(coupons.codeKey, sql`search_key(${code})`))
  const isUsable =
    row?.isActive &&
    (row.expiresOn === null || row.expiresOn > asOf) &&
    (row.maxRedemptions === null || row.redeemed < row.maxRedemptions)
  if (row && isUsable) return couponFacts(row)
  throw fieldRefusal(
    row ? 'limit-reached' : 'invalid-body',
    'couponCode',
    'invalid',
    row
      ? 'The coupon is used up, has expired or is not active. Leave it out, or choose another one.'
      : 'There is no coupon with this code. Check it, or leave it out.',
  )
}

/** @throws {Refusal} not-found */
export async function customerOf(db: Queryable, subscriptionId: string): Promise<string> {
  const [row] = await db
    .select({ customerId: subscriptions.customerId })
    .from(subscriptions)
    .where(eq(subscriptions.id, subscriptionId))
  if (!row) throw subscriptionNotFound()
  return row.customerId
}

/** An action on one subscription, without the action. @throws {Refusal} not-found */
export const intentOf = async (db: Queryable, subscriptionId: string, priceId?: string) => ({
  customerId: await customerOf(db, subscriptionId),
  needs: { withCharges: true, subscriptionId, ...(priceId === undefined ? {} : { priceIds: [priceId] }) },
})

type Named = { readonly id: string }

export const changeIntent = async (
  db: Queryable,
  { id, itemId, priceId, quantity, at }: Omit<SubscriptionChange, 'planHash'> & Named,
): Promise<Intent> => ({
  ...(await intentOf(db, id, priceId)),
  action: async (tx, asOf) => {
    if (priceId !== undefined) await requireOfferedFor(tx, { id, itemId, priceId }, asOf)
    return { kind: 'change-items', subscriptionId: id, itemId, priceId, quantity, at }
  },
})

export const cancelIntent = async (
  db: Queryable,
  { id, at, reason = '' }: Omit<Cancellation, 'planHash'> & Named,
): Promise<Intent> => ({
  ...(await intentOf(db, id)),
  action: () => ({ kind: 'cancel', subscriptionId: id, at, reason }),
})

export const pauseIntent = async (db: Queryable, { id }: Named): Promise<Intent> => ({
  ...(await intentOf(db, id)),
  action: () => ({ kind: 'pause', subscriptionId: id }),
})

export const resumeIntent = async (db: Queryable, { id }: Named): Promise<Intent> => ({
  ...(await intentOf(db, id)),
  action: () => ({ kind: 'resume', subscriptionId: id }),
})

export const renewIntent = async (db: Queryable, { id }: Named, asOf: string): Promise<Intent> => ({
  ...(await intentOf(db, id)),
  asOf,
  action: () => ({ kind: 'renew' }),
})
