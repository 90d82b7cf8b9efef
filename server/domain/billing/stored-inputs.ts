import { earlier, periodContaining } from '#server/platform/calendar/index.ts'
import { isZero } from '#server/platform/money/index.ts'
import type { StoredInputs } from '../tables/subscriptions.ts'
import {
  type Action,
  decide,
  type Facts,
  type Plan,
  PlanParked,
  PlanRefused,
  type SubscriptionFacts,
  taxPlace,
} from './decide/index.ts'
import { planHash } from './plan-hash.ts'

/**
 * Raise it with a release whose planner reads other facts, or computes other amounts from the same facts. Changes with an
 * earlier format are not computed again.
 */
export const inputsFormat = 4

/**
 * Returns what the charges of a plan depend on, as JSON: less than the planner may read, so that the size does not grow with
 * the age of a subscription.
 */
export function storedInputs(facts: Facts, action: Action, plan: Plan): StoredInputs {
  const whole = { ...neededFacts(facts, plan), openInvoices: [], credits: [] }
  const least = leastFacts(whole, plan)
  return {
    format: inputsFormat,
    facts: asJson(isSamePlan(least, whole, action) ? least : whole),
    action: asJson(action),
  }
}

/** Without the taxes of other places, other subscriptions and, because they change no charge, payments. */
function neededFacts(facts: Facts, plan: Plan): Facts {
  const places = new Set(
    [facts.seller, facts.customer].map(({ country, postcode }) => taxPlace(country, postcode).country),
  )
  const subscriptionId = plan.change?.subscription
  return {
    ...facts,
    taxRates: facts.taxRates.filter(({ country }) => places.has(country)),
    subscriptions: facts.subscriptions.filter((each) => each.subscriptionId === subscriptionId),
  }
}

/** Without the invoices that the plan does not credit or name, and without the past of the subscription. */
function leastFacts(facts: Facts, plan: Plan): Facts {
  const invoiceIds = invoicesOf(facts, plan)
  return {
    ...facts,
    invoices: new Map([...facts.invoices].filter(([id]) => invoiceIds.has(id))),
    subscriptions: facts.subscriptions.map((subscription) => withoutPast(subscription, facts)),
  }
}

function withoutPast(subscription: SubscriptionFacts, { asOf }: Facts): SubscriptionFacts {
  const { anchorOn, interval, billedThrough, items, discountUsed } = subscription
  const charges = subscription.charges.filter(
    ({ creditedFrom }) => creditedFrom === null || creditedFrom > asOf,
  )
  const present = periodContaining(anchorOn, interval, earlier(asOf, billedThrough ?? asOf))
  const starts = new Set(charges.map(({ periodStart }) => periodStart))
  return {
    ...subscription,
    charges,
    // No later period contains these items. A renewal that is late begins with the end of the billed days.
    items: items.filter(
      ({ untilOn }) =>
        untilOn === null || billedThrough === null || untilOn > asOf || untilOn > billedThrough,
    ),
    discountUsed: new Map(
      [...discountUsed].filter(
        ([start, used]) => !isZero(used) && (start >= present.start || starts.has(start)),
      ),
    ),
  }
}

function invoicesOf({ subscriptions }: Facts, { documents }: Plan): ReadonlySet<string> {
  const lines = documents.flatMap((document) => document.lines)
  const charges = lines.flatMap(({ charge }) => charge ?? [])
  const credited = new Set(charges.map(({ explanation }) => explanation.credits))
  const creditedCharges = subscriptions
    .flatMap((subscription) => subscription.charges)
    .filter(({ chargeId }) => credited.has(chargeId))
  return new Set([
    ...creditedCharges.map(({ invoiceId }) => invoiceId),
    ...charges.flatMap(({ lateInvoiceId }) => lateInvoiceId ?? []),
    ...documents.flatMap(({ creditedInvoiceId }) => creditedInvoiceId ?? []),
  ])
}

/** A credit that its own invoice has no room for reads all invoices of the subscription, so the plan itself decides. */
function isSamePlan(least: Facts, whole: Facts, action: Action): boolean {
  try {
    return planHash(decide(least, action)) === planHash(decide(whole, action))
  } catch (error) {
    if (error instanceof PlanRefused || error instanceof PlanParked || error instanceof RangeError)
      return false
    throw error
  }
}

/** @returns null if the planner of this release cannot read them */
export function readInputs(stored: StoredInputs | null): { facts: Facts; action: Action } | null {
  if (stored === null || stored.format !== inputsFormat) return null
  // The format says that this release wrote them, or one with the same types.
  return { facts: fromJson(stored.facts) as Facts, action: fromJson(stored.action) as Action }
}

const bigintKey = '$bigint'
const mapKey = '$map'

function asJson(value: unknown): unknown {
  if (typeof value === 'bigint') return { [bigintKey]: value.toString() }
  if (value instanceof Map) return { [mapKey]: [...value].map(([key, each]) => [key, asJson(each)]) }
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, asJson(each)]])),
  )
}

function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [[key, only] = []] = entries
  if (entries.length === 1 && key === bigintKey) return BigInt(String(only))
  if (entries.length === 1 && key === mapKey && Array.isArray(only))
    return new Map(only.map(([name, each]: [unknown, unknown]) => [name, fromJson(each)]))
  return Object.fromEntries(entries.map(([name, each]) => [name, fromJson(each)]))
}
