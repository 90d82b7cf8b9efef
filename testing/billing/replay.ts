import {
  type Action,
  type ChargeFacts,
  type CouponFacts,
  decide,
  type Facts,
  type InvoiceFacts,
  type ItemFacts,
  type LineTax,
  type Plan,
  type PlannedDocument,
  type PriceFacts,
  type SubscriptionFacts,
} from '#server/domain/billing/decide/index.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { add, type Money, negate, zero } from '#server/platform/money/index.ts'

/** A customer in memory: applies plans to facts as the database does. A model for tests of `decide`. */
export class Replay {
  facts: Facts
  readonly plans: Plan[] = []
  readonly #prices: ReadonlyMap<string, PriceFacts>
  readonly #coupons: ReadonlyMap<string, CouponFacts>
  #count = 0

  constructor(facts: Facts, coupons: readonly CouponFacts[] = []) {
    this.facts = facts
    this.#prices = facts.prices
    this.#coupons = new Map(coupons.map((coupon) => [coupon.couponId, coupon]))
  }

  preview(action: Action, asOf: LocalDate = this.facts.asOf): Plan {
    return decide({ ...this.facts, asOf }, action)
  }

  run(action: Action, asOf: LocalDate = this.facts.asOf): Plan {
    const plan = this.preview(action, asOf)
    this.facts = this.#applied({ ...this.facts, asOf }, plan)
    this.plans.push(plan)
    return plan
  }

  get documents(): PlannedDocument[] {
    return this.plans.flatMap(({ documents }) => documents)
  }

  #applied(facts: Facts, plan: Plan): Facts {
    this.#count += 1
    const run = this.#count
    const name = (ref: string) => ref.replace(/^new:/, `${run}:`)
    const invoices = new Map(facts.invoices)
    const charges = new Map<string, ChargeFacts[]>(
      facts.subscriptions.map((subscription) => [subscription.subscriptionId, [...subscription.charges]]),
    )
    const used = new Map<string, Map<LocalDate, Money>>(
      facts.subscriptions.map(({ subscriptionId, discountUsed }) => [subscriptionId, new Map(discountUsed)]),
    )
    for (const document of plan.documents) {
      const id = name(document.ref)
      if (document.kind === 'invoice') invoices.set(id, invoiceFacts(id, document, name))
      else credited(invoices, document)
      for (const [index, line] of document.lines.entries()) {
        const { charge } = line
        if (!charge?.subscription) continue
        const key = name(charge.subscription)
        const mine = charges.get(key) ?? []
        charges.set(key, mine)
        const byPeriod = used.get(key) ?? new Map<LocalDate, Money>()
        used.set(key, byPeriod)
        const periodStart = (charge.explanation.periodStart ?? facts.asOf) as LocalDate
        byPeriod.set(periodStart, add(byPeriod.get(periodStart) ?? zero(facts.currency), charge.discount))
        if (charge.kind === 'proration-credit') {
          const at = mine.findIndex(({ chargeId }) => chargeId === charge.explanation.credits)
          const found = mine[at]
          if (found && line.period) mine[at] = { ...found, creditedFrom: line.period.start }
        }
        if (charge.kind === 'recurring' && line.period && charge.item)
          mine.push({
            itemId: name(charge.item),
            period: line.period,
            periodStart,
            amount: line.amount,
            discount: line.discount,
            taxIncluded: line.taxIncluded,
            tax: charge.explanation.tax as LineTax,
            invoiceId: id,
            lineId: `${id} ${index}`,
            chargeId: `${id} ${index}`,
            creditedFrom: null,
            net: line.net,
            creditedNet: zero(facts.currency),
            creditedTogether: null,
          })
      }
    }
    const items = new Map<string, ItemFacts[]>(
      facts.subscriptions.map((subscription) => [
        subscription.subscriptionId,
        subscription.items.map((item) => {
          const ended = plan.endedItems.find(({ itemId }) => itemId === item.itemId)
          const moved = plan.movedItems.find(({ itemId }) => itemId === item.itemId)
          return { ...item, ...(ended && { untilOn: ended.untilOn }), ...(moved && { fromOn: moved.fromOn }) }
        }),
      ]),
    )
    for (const { ref, subscription, priceId, quantity, fromOn, untilOn, replaces } of plan.items) {
      const price = this.#prices.get(priceId)
      if (!price) throw new Error(`There is no price ${priceId}.`)
      const key = name(subscription)
      const item = {
        itemId: name(ref),
        price,
        quantity,
        fromOn,
        untilOn,
        owesSetup: replaces === null,
        ...(replaces !== null && { replaces }),
      }
      items.set(key, [...(items.get(key) ?? []), item])
    }
    const changed = new Map(plan.subscriptions.map((each) => [name(each.ref), each]))
    const ids = new Set([
      ...facts.subscriptions.map(({ subscriptionId }) => subscriptionId),
      ...changed.keys(),
    ])
    const redeemed = plan.redemption && this.#coupons.get(plan.redemption.couponId)
    return {
      ...facts,
      invoices,
      openInvoices: facts.openInvoices,
      subscriptions: [...ids].map((subscriptionId): SubscriptionFacts => {
        const before = facts.subscriptions.find((each) => each.subscriptionId === subscriptionId)
        const values = changed.get(subscriptionId) ?? before
        if (!values) throw new Error('A subscription is missing.')
        const isRedeemed = plan.redemption && name(plan.redemption.subscription) === subscriptionId
        return {
          subscriptionId,
          status: values.status,
          currency: values.currency,
          interval: values.interval,
          anchorOn: values.anchorOn,
          startOn: values.startOn,
          trialEndsOn: values.trialEndsOn,
          billedThrough: values.billedThrough,
          nextBillOn: values.nextBillOn,
          cancelOn: values.cancelOn,
          provision: values.provision,
          items: items.get(subscriptionId) ?? [],
          coupon:
            isRedeemed && redeemed && plan.redemption
              ? { ...redeemed, fromOn: plan.redemption.fromOn }
              : movedCoupon(before?.coupon ?? null, plan),
          charges: charges.get(subscriptionId) ?? [],
          discountUsed: used.get(subscriptionId) ?? new Map(),
        }
      }),
    }
  }
}

const movedCoupon = (
  coupon: SubscriptionFacts['coupon'],
  { couponMove, change }: Plan,
): SubscriptionFacts['coupon'] =>
  coupon && couponMove
    ? {
        ...coupon,
        fromOn: couponMove.fromOn,
        durationPeriods: couponMove.durationPeriods,
        isRemoved: coupon.isRemoved === true || change?.kind === 'remove-coupon',
      }
    : coupon

const invoiceFacts = (
  documentId: string,
  document: PlannedDocument,
  name: (ref: string) => string,
): InvoiceFacts => ({
  documentId,
  number: documentId,
  status: document.status,
  dueOn: document.dueOn ?? document.issuedOn,
  issuedOn: document.issuedOn,
  seriesNumber: null,
  total: document.total,
  credited: zero(document.currency),
  due: document.amountDue,
  lines: document.lines.map((line, index) => ({
    lineId: `${documentId} ${index}`,
    description: line.description,
    productId: line.productId,
    subscriptionId: line.subscription && name(line.subscription),
    kind: line.charge?.kind ?? null,
    period: line.period,
    taxCategory: line.tax.category,
    net: line.net,
    creditedNet: zero(document.currency),
    taxKeys: [line.taxKey],
    creditsInvoiceId: String(line.charge?.explanation.credits ?? '').split(' ')[0] || null,
  })),
  taxes: document.taxes.map((tax) => ({
    ...tax,
    treatment: 'standard',
    taxableSharePpm: null,
    creditedBase: zero(document.currency),
    creditedTax: zero(document.currency),
  })),
})

function credited(invoices: Map<string, InvoiceFacts>, note: PlannedDocument): void {
  const invoice = invoices.get(note.creditedInvoiceId ?? '')
  if (!invoice) throw new Error('The credited invoice is missing.')
  invoices.set(invoice.documentId, {
    ...invoice,
    credited: add(invoice.credited, note.total),
    taxes: invoice.taxes.map((tax) => {
      const part = note.taxes.find(({ key }) => key === tax.key)
      return part
        ? {
            ...tax,
            creditedBase: add(tax.creditedBase, part.base),
            creditedTax: add(tax.creditedTax, part.amount),
          }
        : tax
    }),
    lines: invoice.lines.map((line) => {
      const part = note.lines.find(({ creditedLineId }) => creditedLineId === line.lineId)
      return part ? { ...line, creditedNet: add(line.creditedNet, part.net) } : line
    }),
  })
}

/** The price of a plan for the customer: invoices less credit notes. */
export const costOf = (plan: Plan): Money =>
  plan.documents.reduce(
    (sum, { kind, total }) => add(sum, kind === 'invoice' ? total : negate(total)),
    zero(plan.currency),
  )
