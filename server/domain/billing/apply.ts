import { and, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { BuyerSnapshot, SellerSnapshot } from '#contracts/invoices/schemas.ts'
import type { AuditActor } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { insertRows, type Queryable, rowsOf, updateRows } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { bookEntries } from '../ledger/index.ts'
import { writeAllocations } from '../payments/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { couponRedemptions, coupons } from '../tables/coupons.ts'
import { charges, documentLines, documents, documentTaxes } from '../tables/documents.ts'
import { postings } from '../tables/ledger.ts'
import {
  type StoredInputs,
  subscriptionChanges,
  subscriptionItems,
  subscriptions,
} from '../tables/subscriptions.ts'
import { changeRow } from './change-row.ts'
import type { Plan, Ref } from './decide/index.ts'
import { documentRows } from './document-rows.ts'
import { type Draft, finalizeDocuments } from './finalize.ts'

export interface PlanToApply {
  readonly plan: Plan
  readonly hash: string
  readonly buyer: BuyerSnapshot
  /** Of the preview that was confirmed. */
  readonly acceptedHash?: string | undefined
  /** The facts and the action of a change. */
  readonly inputs?: StoredInputs
}

export interface ApplyOptions {
  readonly seller: SellerSnapshot
  readonly actor: AuditActor
  readonly at: Date
}

/** The ids of the rows that a plan added, by their names in it. */
export type Written = ReadonlyMap<Ref, string>

/**
 * Writes plans of several customers with one statement for each table, and gives the documents their numbers last. The
 * caller holds the locks of the customers. Returns the new ids of each plan, in order.
 */
export async function applyPlans(
  tx: Queryable,
  batch: readonly PlanToApply[],
  options: ApplyOptions,
): Promise<Written[]> {
  const { at } = options
  const named = batch.map((one) => ({ ...one, ids: new Map<Ref, string>(), changeId: newId() }))
  const idOf = ({ ids }: { ids: Map<Ref, string> }, ref: Ref): string => {
    if (!ref.startsWith('new:')) return ref
    const id = ids.get(ref) ?? newId()
    ids.set(ref, id)
    return id
  }

  const values = named.flatMap((one) =>
    one.plan.subscriptions.map(({ ref, created, interval, ...rest }) => ({
      created,
      row: {
        id: idOf(one, ref),
        ...rest,
        intervalUnit: interval.unit,
        intervalCount: interval.count,
        updatedAt: at,
      },
      customerId: one.plan.customerId,
    })),
  )
  await insertRows(
    tx,
    subscriptions,
    values.flatMap(({ created, row, customerId }) =>
      created ? [{ ...row, customerId, createdAt: at }] : [],
    ),
  )
  await updateRows(
    tx,
    subscriptions,
    values.flatMap(({ created, row }) => (created ? [] : [row])),
  )
  await insertRows(
    tx,
    subscriptionChanges,
    named
      .flatMap((one) => changeRow(one, idOf) ?? [])
      .map((row) => ({ ...row, actor: actorOf(options.actor), createdAt: at })),
  )
  await updateRows(
    tx,
    subscriptionItems,
    named.flatMap(({ plan }) => plan.endedItems.map(({ itemId, untilOn }) => ({ id: itemId, untilOn }))),
  )
  await updateRows(
    tx,
    subscriptionItems,
    named.flatMap(({ plan }) => plan.movedItems.map(({ itemId, fromOn }) => ({ id: itemId, fromOn }))),
  )
  await insertRows(
    tx,
    subscriptionItems,
    named.flatMap((one) =>
      one.plan.items.map(({ ref, subscription, replaces, ...item }) => ({
        ...item,
        id: idOf(one, ref),
        subscriptionId: idOf(one, subscription),
        replacesId: replaces,
        createdAt: at,
      })),
    ),
  )
  for (const one of named)
    if (one.plan.redemption) await redeem(tx, one.plan, idOf(one, one.plan.redemption.subscription), at)
  for (const { plan } of named)
    if (plan.couponMove) {
      const { subscription, couponId, fromOn, durationPeriods } = plan.couponMove
      await tx
        .update(couponRedemptions)
        .set({ fromOn, periodsLeft: durationPeriods })
        .where(
          and(eq(couponRedemptions.subscriptionId, subscription), eq(couponRedemptions.couponId, couponId)),
        )
    }

  const drafts = named.flatMap((one) =>
    one.plan.documents.map((document) => {
      const rows = documentRows(document, {
        id: idOf(one, document.ref),
        customerId: one.plan.customerId,
        changeId: one.changeId,
        idOf: (ref) => idOf(one, ref),
        seller: options.seller,
        buyer: one.buyer,
        at,
      })
      return { ...rows, status: document.status }
    }),
  )
  await insertRows(
    tx,
    documents,
    drafts.map(({ row }) => row),
  )
  await insertRows(
    tx,
    charges,
    drafts.flatMap((draft) => draft.charges),
  )
  await insertRows(
    tx,
    documentLines,
    drafts.flatMap(({ lines }) => lines),
  )
  await insertRows(
    tx,
    documentTaxes,
    drafts.flatMap(({ taxes }) => taxes),
  )
  await keepCurrencies(tx, batch, at)
  await bookEntries(
    tx,
    named.flatMap((one) =>
      one.plan.entries
        .filter(({ kind }) => kind !== 'allocation')
        .map(({ kind, reference, postings }) => ({
          kind,
          reference: idOf(one, reference),
          customerId: one.plan.customerId,
          bookedOn: one.plan.asOf,
          postings,
        })),
    ),
    at,
  )
  for (const [asOf, uses] of byDate(named))
    await writeAllocations(
      tx,
      uses.map(({ one, use }) => ({
        customerId: one.plan.customerId,
        source:
          use.source.kind === 'payment'
            ? { paymentId: use.source.ref }
            : { creditNoteId: idOf(one, use.source.ref) },
        documentId: idOf(one, use.document),
        amount: use.amount,
      })),
      { on: asOf, at },
    )
  // Open and paid follow from the allocations. A plan says more only of an invoice that it closes otherwise.
  await updateRows(
    tx,
    documents,
    named.flatMap(({ plan }) =>
      plan.dues
        .filter(({ status }) => status === 'void' || status === 'uncollectible')
        .map(({ documentId, status }) => ({ id: documentId, status, updatedAt: at })),
    ),
  )
  await finalizeDocuments(tx, drafts satisfies readonly Draft[], at)
  return named.map(({ ids }) => ids)
}

const actorOf = ({ kind, name, userId }: AuditActor) => ({
  kind,
  name,
  ...(userId === undefined ? {} : { userId }),
})

function byDate<One extends { readonly plan: Plan }>(named: readonly One[]) {
  const dates = new Map<Plan['asOf'], { one: One; use: Plan['uses'][number] }[]>()
  for (const one of named)
    for (const use of one.plan.uses)
      dates.set(one.plan.asOf, [...(dates.get(one.plan.asOf) ?? []), { one, use }])
  return dates
}

/** From the first booking on, the currency is that of the customer, whatever the company changes to. */
async function keepCurrencies(tx: Queryable, batch: readonly PlanToApply[], at: Date): Promise<void> {
  const booked = batch.filter(({ plan }) => plan.entries.length > 0)
  for (const currency of new Set(booked.map(({ plan }) => plan.currency)))
    await tx
      .update(billingProfiles)
      .set({ currency, updatedAt: at })
      .where(
        and(
          inArray(
            billingProfiles.customerId,
            booked.flatMap(({ plan }) => (plan.currency === currency ? [plan.customerId] : [])),
          ),
          isNull(billingProfiles.currency),
          sql`not exists (select from ${postings} where ${postings.customerId} = ${billingProfiles.customerId})`,
        ),
      )
}

/** Counts and writes a redemption in one statement, so that a limit holds under any number of calls at once (R21). */
async function redeem(tx: Queryable, plan: Plan, subscriptionId: string, at: Date): Promise<void> {
  if (!plan.redemption) return
  const { couponId, fromOn } = plan.redemption
  const allowed = and(
    eq(coupons.id, couponId),
    eq(coupons.isActive, true),
    or(isNull(coupons.maxRedemptions), lt(coupons.redeemed, coupons.maxRedemptions)),
    or(isNull(coupons.expiresOn), gt(coupons.expiresOn, plan.asOf)),
  )
  const written = await tx.execute(sql`
    with counted as (
      update ${coupons} set redeemed = redeemed + 1, updated_at = ${at.toISOString()}::timestamptz
       where ${allowed} returning id
    )
    insert into ${couponRedemptions} (id, coupon_id, subscription_id, from_on, redeemed_at)
    select ${newId()}::uuid, counted.id, ${subscriptionId}::uuid, ${fromOn}::date, ${at.toISOString()}::timestamptz
      from counted returning id`)
  if (rowsOf(written).length === 0)
    throw new Refusal(
      'limit-reached',
      'The coupon is used up, has expired or is not active. Nothing was booked. Leave it out, or choose another one.',
    )
}
