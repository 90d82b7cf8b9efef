import { and, asc, eq, gt, inArray, isNotNull, ne, or, sql } from 'drizzle-orm'
import {
  boundary,
  earlier,
  type Interval,
  type LocalDate,
  later,
  localDate,
  periodContaining,
} from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { add, currencyOf, type Money, money, zero } from '#server/platform/money/index.ts'
import { couponRedemptions, coupons } from '../tables/coupons.ts'
import { charges, documentLines, documents } from '../tables/documents.ts'
import { subscriptionChanges, subscriptionItems, subscriptions } from '../tables/subscriptions.ts'
import type { ChargeFacts, CouponFacts, LineTax, RedemptionFacts, SubscriptionFacts } from './decide/index.ts'
import { loadPrices } from './load-prices.ts'
import { readInputs } from './stored-inputs.ts'

type Row = typeof subscriptions.$inferSelect

const dateOrNull = (text: string | null): LocalDate | null => (text === null ? null : localDate(text))

/**
 * Returns the subscriptions of customers that have not ended, by customer. @param withCharges also the charges that a
 * credit can take back, and the used discounts. Without it, only of those that end by `endsUnpaidBy` without their payment,
 * and the used discounts of the periods that a renewal can bill
 */
export async function loadSubscriptions(
  tx: Queryable,
  customerIds: readonly string[],
  {
    asOf,
    withCharges,
    endsUnpaidBy,
  }: { readonly asOf: LocalDate; readonly withCharges: boolean; readonly endsUnpaidBy: LocalDate },
): Promise<Map<string, SubscriptionFacts[]>> {
  const rows = await tx
    .select()
    .from(subscriptions)
    .where(and(inArray(subscriptions.customerId, [...customerIds]), ne(subscriptions.status, 'ended')))
    .orderBy(asc(subscriptions.createdAt), asc(subscriptions.id))
  const ids = rows.map(({ id }) => id)
  const items = await loadItems(tx, rows)
  const redeemed = await loadRedemptions(tx, ids)
  const hasFixedCoupon = ({ id }: Row) => redeemed.get(id)?.some(({ value }) => 'amount' in value) === true
  const charged = await loadCharges(
    tx,
    rows.filter((row) => withCharges || endsUnpaid(row, endsUnpaidBy)),
    { items, asOf },
  )
  const before = await loadBeforeAgreed(tx, withCharges ? items : new Map(), asOf)
  const usedOfNext = await loadUsedOfNext(tx, withCharges ? [] : rows.filter(hasFixedCoupon), asOf)
  const byCustomer = new Map<string, SubscriptionFacts[]>()
  for (const row of rows) {
    const facts = factsOf(row, {
      items: items.get(row.id) ?? [],
      coupon: redeemed.get(row.id)?.at(-1) ?? null,
      earlierCoupons: redeemed.get(row.id)?.slice(0, -1) ?? [],
      charges: charged.charges.get(row.id) ?? [],
      discountUsed: charged.used.get(row.id) ?? usedOfNext.get(row.id) ?? new Map(),
      ...before.get(row.id),
    })
    const mine = byCustomer.get(row.customerId)
    if (mine) mine.push(facts)
    else byCustomer.set(row.customerId, [facts])
  }
  return byCustomer
}

/** A run takes back the invoice of such a subscription. */
const endsUnpaid = ({ status, provision, cancelOn }: Row, by: LocalDate): boolean =>
  status === 'pending' && provision === 'after-payment' && cancelOn !== null && cancelOn <= by

const intervalOf = ({ intervalUnit: unit, intervalCount: count }: Row) => {
  if (unit === 'once') throw new RangeError('A subscription has an interval.')
  return { unit, count }
}

const factsOf = (
  row: Row,
  parts: Pick<
    SubscriptionFacts,
    'items' | 'coupon' | 'earlierCoupons' | 'charges' | 'discountUsed' | 'beforeAgreed'
  >,
): SubscriptionFacts => ({
  subscriptionId: row.id,
  status: row.status,
  currency: currencyOf(row.currency),
  interval: intervalOf(row),
  anchorOn: localDate(row.anchorOn),
  startOn: localDate(row.startOn),
  trialEndsOn: dateOrNull(row.trialEndsOn),
  billedThrough: dateOrNull(row.billedThrough),
  nextBillOn: dateOrNull(row.nextBillOn),
  cancelOn: dateOrNull(row.cancelOn),
  provision: row.provision,
  ...parts,
})

async function loadItems(tx: Queryable, of: readonly Row[]) {
  const byId = new Map<string, SubscriptionFacts['items'][number][]>()
  const billedThrough = new Map(of.map((row) => [row.id, row.billedThrough]))
  const ids = [...billedThrough.keys()]
  if (ids.length === 0) return byId
  const rows = await tx
    .select()
    .from(subscriptionItems)
    .where(inArray(subscriptionItems.subscriptionId, [...ids]))
    .orderBy(asc(subscriptionItems.createdAt), asc(subscriptionItems.id))
  const prices = await loadPrices(
    tx,
    rows.map(({ priceId }) => priceId),
  )
  const begins = ({ subscriptionId, replacesId, fromOn, priceId }: ItemRow) =>
    replacesId === null &&
    fromOn >= (billedThrough.get(subscriptionId) ?? fromOn) &&
    (prices.get(priceId)?.setupFee.amount ?? 0n) > 0n
  const unsettled = await withoutSetup(
    tx,
    rows.filter(begins).map(({ id }) => id),
  )
  for (const row of rows) {
    const price = prices.get(row.priceId)
    if (!price) continue
    const item = {
      itemId: row.id,
      price,
      quantity: row.quantity,
      fromOn: localDate(row.fromOn),
      untilOn: dateOrNull(row.untilOn),
      owesSetup: unsettled.has(row.id),
      ...(row.replacesId !== null && { replaces: row.replacesId }),
    }
    const mine = byId.get(row.subscriptionId)
    if (mine) mine.push(item)
    else byId.set(row.subscriptionId, [item])
  }
  return byId
}

/** By subscription: the values before an agreed change to another interval, as they were stored with that change. */
async function loadBeforeAgreed(
  tx: Queryable,
  items: ReadonlyMap<string, SubscriptionFacts['items']>,
  asOf: LocalDate,
): Promise<Map<string, Pick<SubscriptionFacts, 'beforeAgreed'>>> {
  const found = new Map<string, Pick<SubscriptionFacts, 'beforeAgreed'>>()
  const agreed = [...items].flatMap(([id, all]) =>
    all.flatMap(({ itemId, fromOn, untilOn, replaces }) =>
      replaces !== undefined && untilOn === null && fromOn > asOf ? [{ id, itemId, fromOn }] : [],
    ),
  )
  if (agreed.length === 0) return found
  const changes = await tx
    .select({
      id: subscriptionChanges.subscriptionId,
      written: subscriptionChanges.written,
      inputs: subscriptionChanges.inputs,
    })
    .from(subscriptionChanges)
    .where(
      and(
        inArray(
          subscriptionChanges.subscriptionId,
          agreed.map(({ id }) => id),
        ),
        eq(subscriptionChanges.kind, 'change-items'),
        gt(subscriptionChanges.effectiveOn, asOf),
      ),
    )
  for (const { id, itemId } of agreed) {
    const change = changes.find(
      ({ id: of, written }) => of === id && Object.values(written ?? {}).includes(itemId),
    )
    const subscription = readInputs(change?.inputs ?? null)?.facts.subscriptions[0]
    if (subscription === undefined) continue
    const { anchorOn, coupon, beforeAgreed } = subscription
    found.set(id, { beforeAgreed: beforeAgreed ?? { anchorOn, coupon } })
  }
  return found
}

type ItemRow = typeof subscriptionItems.$inferSelect

/** The items whose setup fee is not charged. */
async function withoutSetup(tx: Queryable, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const charged = await tx
    .select({ itemId: charges.itemId })
    .from(charges)
    .where(and(inArray(charges.itemId, [...ids]), eq(charges.kind, 'setup')))
  const settled = new Set(charged.map(({ itemId }) => itemId))
  return new Set(ids.filter((id) => !settled.has(id)))
}

type CouponRow = typeof coupons.$inferSelect

export function couponFacts(row: CouponRow): CouponFacts {
  const { percentPpm, amount, currency } = row
  const value =
    percentPpm === null ? { amount: money(amount ?? 0n, currencyOf(currency ?? '')) } : { percentPpm }
  return {
    couponId: row.id,
    code: row.code,
    value,
    scope: row.scope,
    productIds: row.productIds,
    durationPeriods: row.durationPeriods,
  }
}

/** A subscription can use a coupon once. */
const wasRemoved = sql<boolean>`exists (select from ${subscriptionChanges} change
  where change.subscription_id = ${couponRedemptions.subscriptionId} and change.kind = 'remove-coupon'
    and change.data ->> 'code' = ${coupons.code})`

/** By subscription, oldest first. */
async function loadRedemptions(
  tx: Queryable,
  ids: readonly string[],
): Promise<Map<string, RedemptionFacts[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ coupon: coupons, redemption: couponRedemptions, isRemoved: wasRemoved })
    .from(couponRedemptions)
    .innerJoin(coupons, eq(coupons.id, couponRedemptions.couponId))
    .where(inArray(couponRedemptions.subscriptionId, [...ids]))
    .orderBy(asc(couponRedemptions.redeemedAt), asc(couponRedemptions.id))
  const found = new Map<string, RedemptionFacts[]>()
  for (const { coupon, redemption, isRemoved } of rows) {
    const facts = {
      ...couponFacts(coupon),
      durationPeriods: redemption.periodsLeft ?? coupon.durationPeriods,
      fromOn: localDate(redemption.fromOn),
      isRemoved,
    }
    const mine = found.get(redemption.subscriptionId)
    if (mine) mine.push(facts)
    else found.set(redemption.subscriptionId, [facts])
  }
  return found
}

interface Explanation {
  readonly periodStart?: string
  readonly credits?: string
  readonly tax?: LineTax
}

/** Charges that reach beyond today, and the discounts of all charges by period. */
async function loadCharges(
  tx: Queryable,
  rows: readonly Row[],
  {
    items,
    asOf,
  }: { readonly items: ReadonlyMap<string, SubscriptionFacts['items']>; readonly asOf: LocalDate },
) {
  const ids = rows.map(({ id }) => id)
  const found = new Map<string, ChargeFacts[]>()
  const used = new Map<string, Map<LocalDate, Money>>()
  if (ids.length === 0) return { charges: found, used }
  const byId = new Map(rows.map((row) => [row.id, row]))
  const all = await tx
    .select({ charge: charges, line: documentLines, invoiceId: documents.id, kind: documents.kind })
    .from(charges)
    .innerJoin(documentLines, eq(documentLines.chargeId, charges.id))
    .innerJoin(documents, eq(documents.id, documentLines.documentId))
    .where(
      and(inArray(charges.subscriptionId, ids), or(isNotNull(charges.itemId), eq(charges.kind, 'one-time'))),
    )
    .orderBy(asc(charges.createdAt), asc(charges.id))
  const credited = await creditedLines(
    tx,
    all.map(({ line }) => line.id),
  )
  const together = await creditedTogether(
    tx,
    all.map(({ line }) => line.documentId),
  )
  const creditedFrom = new Map<string, string>()
  for (const { charge } of all) {
    const { credits } = charge.explanation as Explanation
    if (credits !== undefined && charge.periodStart !== null) {
      const known = creditedFrom.get(credits)
      if (known === undefined || charge.periodStart < known) creditedFrom.set(credits, charge.periodStart)
    }
  }
  for (const { charge, line, invoiceId } of all) {
    const key = charge.subscriptionId ?? ''
    const row = byId.get(key)
    if (!row) continue
    const currency = currencyOf(charge.currency)
    const explanation = charge.explanation as Explanation
    const periodStart =
      explanation.periodStart === undefined ? firstStart(row, asOf) : localDate(explanation.periodStart)
    const byPeriod = used.get(key) ?? new Map<LocalDate, Money>()
    used.set(key, byPeriod)
    byPeriod.set(
      periodStart,
      add(byPeriod.get(periodStart) ?? zero(currency), money(charge.discount, currency)),
    )
    if (charge.kind !== 'recurring' || charge.itemId === null || explanation.tax === undefined) continue
    const interval = items.get(key)?.find(({ itemId }) => itemId === charge.itemId)?.price.interval
    const period = periodOf(charge, firstStart(row, asOf), interval ?? intervalOf(row))
    if (period.end <= asOf) continue
    const mine = found.get(key) ?? []
    found.set(key, mine)
    const shared = together.get(`${line.documentId} ${line.taxKey ?? ''}`)
    mine.push({
      itemId: charge.itemId,
      period,
      periodStart,
      amount: money(charge.amount, currency),
      discount: money(charge.discount, currency),
      taxIncluded: charge.taxIncluded,
      tax: explanation.tax,
      invoiceId,
      lineId: line.id,
      chargeId: charge.id,
      creditedFrom: dateOrNull(creditedFrom.get(charge.id) ?? null),
      net: money(line.net, currency),
      creditedNet: money(credited.get(line.id) ?? 0n, currency),
      creditedTogether: shared
        ? { credited: money(shared.credited, currency), ofNet: money(shared.ofNet, currency) }
        : null,
    })
  }
  return { charges: found, used }
}

/**
 * The discounts of charges that are in a period which is not billed to its end, for example of a setup fee whose period a
 * cancellation credited. A renewal of that period gets only the rest of a fixed discount.
 */
async function loadUsedOfNext(
  tx: Queryable,
  rows: readonly Row[],
  asOf: LocalDate,
): Promise<Map<string, Map<LocalDate, Money>>> {
  const used = new Map<string, Map<LocalDate, Money>>()
  const [earliest, ...others] = rows.map((row) => nextPeriodStart(row, asOf))
  if (earliest === undefined) return used
  const byId = new Map(rows.map((row) => [row.id, row]))
  const start = sql<string | null>`${charges.explanation} ->> 'periodStart'`
  const found = await tx
    .select({ id: charges.subscriptionId, start, discount: sql<string>`sum(${charges.discount})::text` })
    .from(charges)
    .where(
      and(
        inArray(charges.subscriptionId, [...byId.keys()]),
        sql`(${start} is null or ${start} >= ${others.reduce(earlier, earliest)})`,
      ),
    )
    .groupBy(charges.subscriptionId, sql`2`)
    .having(sql`sum(${charges.discount}) <> 0`)
  for (const { id, start: on, discount } of found) {
    const row = byId.get(id ?? '')
    if (row === undefined) continue
    const currency = currencyOf(row.currency)
    const mine = used.get(row.id) ?? new Map<LocalDate, Money>()
    used.set(row.id, mine)
    const period = on === null ? firstStart(row, asOf) : localDate(on)
    mine.set(period, add(mine.get(period) ?? zero(currency), money(BigInt(discount), currency)))
  }
  return used
}

/** The start of the first period that a renewal can bill. */
const nextPeriodStart = (row: Row, asOf: LocalDate): LocalDate =>
  periodContaining(
    localDate(row.anchorOn),
    intervalOf(row),
    dateOrNull(row.nextBillOn) ?? dateOrNull(row.billedThrough) ?? firstStart(row, asOf),
  ).start

/** The first period of a subscription that waited for its payment starts when it was activated, or would start now. */
const firstStart = (row: Row, asOf: LocalDate): LocalDate =>
  row.status === 'pending' ? later(asOf, localDate(row.startOn)) : localDate(row.startOn)

/** @param interval of the charged price: that of the subscription can have changed since */
function periodOf(charge: typeof charges.$inferSelect, start: LocalDate, interval: Interval) {
  if (charge.periodStart !== null && charge.periodEnd !== null)
    return { start: localDate(charge.periodStart), end: localDate(charge.periodEnd) }
  return { start, end: boundary(start, interval, 1) }
}

/** By document and tax key: the net that credit notes took back without naming a line, and the net of the lines. */
async function creditedTogether(
  tx: Queryable,
  documentIds: readonly string[],
): Promise<Map<string, { credited: bigint; ofNet: bigint }>> {
  if (documentIds.length === 0) return new Map()
  // A line with a period is the part of a proration credit that its own invoice had no room for.
  const found = await tx.execute(sql`
    select noted.id, noted.tax_key, noted.net::text as credited, sum(l.net)::text as of_net
      from (
        select n.credited_document_id as id, coalesce(c.tax_key, '') as tax_key, sum(c.net) as net
          from ${documents} n join ${documentLines} c on c.document_id = n.id
         where n.credited_document_id in ${[...new Set(documentIds)]} and n.status <> 'draft'
           and c.credited_line_id is null and c.charge_id is null and c.period_start is null
         group by n.credited_document_id, coalesce(c.tax_key, '')
      ) noted join ${documentLines} l on l.document_id = noted.id and coalesce(l.tax_key, '') = noted.tax_key
     group by noted.id, noted.tax_key, noted.net having sum(l.net) > 0`)
  return new Map(
    rowsOf(found).map((row) => [
      `${String(row.id)} ${String(row.tax_key)}`,
      { credited: BigInt(String(row.credited)), ofNet: BigInt(String(row.of_net)) },
    ]),
  )
}

/** The net that credit notes without a charge of their own took back: a proration credit is known from its charge. */
export async function creditedLines(
  tx: Queryable,
  lineIds: readonly string[],
  { withProration = false }: { readonly withProration?: boolean } = {},
): Promise<Map<string, bigint>> {
  if (lineIds.length === 0) return new Map()
  const found = await tx.execute(sql`
    select l.credited_line_id as id, sum(l.net)::text as net from ${documentLines} l
     where l.credited_line_id in ${[...new Set(lineIds)]} ${withProration ? sql`` : sql`and l.charge_id is null`}
     group by l.credited_line_id`)
  return new Map(rowsOf(found).map(({ id, net }) => [String(id), BigInt(String(net))]))
}
