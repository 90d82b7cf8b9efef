import type { Interval } from '#server/platform/calendar/index.ts'
import { multiply, type Ratio, ratio } from '#server/platform/money/arithmetic/index.ts'
import { add, type Currency, isZero, type Money, money, sum, zero } from '#server/platform/money/index.ts'

/** A month of the calendar as a count: year * 12 + month - 1. */
export type MonthCount = number

/** Months from `from` up to, but without, `until`. Null: no end is known. */
interface Months {
  readonly from: MonthCount
  readonly until: MonthCount | null
}

export interface RecurringItem extends Months {
  /** For each interval and unit, before coupons. */
  readonly amount: Money
  readonly quantity: number
  readonly interval: Interval
}

/** Subscriptions with the same items, months and pauses. An item is counted at the ends of its months. */
export interface RecurringHistory {
  readonly currency: Currency
  /** The number of subscriptions. */
  readonly subscriptions: number
  readonly items: readonly RecurringItem[]
  readonly pauses: readonly Months[]
}

export const mrrMovementKinds = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const
export type MrrMovementKind = (typeof mrrMovementKinds)[number]

export interface MrrMonth extends Readonly<Record<MrrMovementKind, Money>> {
  readonly month: MonthCount
  readonly start: Money
  readonly end: Money
}

// A year of days and weeks has 365 days.
const months: Readonly<Record<Interval['unit'], Ratio>> = {
  day: ratio(12n, 365n),
  week: ratio(84n, 365n),
  month: ratio(1n),
  year: ratio(12n),
}

/** Returns unit price x quantity for one month, rounded once, half away from zero (R6). */
export function monthlyAmount({
  amount,
  quantity,
  interval: { unit, count },
}: Pick<RecurringItem, 'amount' | 'quantity' | 'interval'>): Money {
  const { numerator, denominator } = months[unit]
  return multiply(amount, ratio(BigInt(quantity) * denominator, BigInt(count) * numerator))
}

const includes = ({ from, until }: Months, month: MonthCount): boolean =>
  from <= month && (until === null || month < until)

/** Returns the monthly recurring revenue of one subscription at the end of a month. A pause makes it zero. */
export function mrrAt({ items, pauses, currency }: RecurringHistory, month: MonthCount): Money {
  if (pauses.some((pause) => includes(pause, month))) return zero(currency)
  return sum(items.filter((item) => includes(item, month)).map(monthlyAmount), currency)
}

interface Movement {
  readonly month: MonthCount
  readonly kind: MrrMovementKind
  readonly amount: Money
}

/** The months at whose end one subscription has another MRR than a month before. */
function movementsOf(history: RecurringHistory): Movement[] {
  const changing = [...history.items, ...history.pauses].flatMap(({ from, until }) =>
    until === null ? [from] : [from, until],
  )
  const movements: Movement[] = []
  let before = 0n
  for (const month of [...new Set(changing)].toSorted((left, right) => left - right)) {
    const { amount } = mrrAt(history, month)
    if (amount === before) continue
    const kind = kindOf(before, amount, movements.length === 0)
    movements.push({ month, kind, amount: money(amount - before, history.currency) })
    before = amount
  }
  return movements
}

function kindOf(before: bigint, after: bigint, isFirst: boolean): MrrMovementKind {
  if (before === 0n) return isFirst ? 'new' : 'reactivation'
  if (after === 0n) return 'churn'
  return after > before ? 'expansion' : 'contraction'
}

/** Returns the MRR of each month from `from` to `to`, both included, with its movements, for each currency. */
export function mrrByMonth(
  histories: readonly RecurringHistory[],
  { from, to }: { readonly from: MonthCount; readonly to: MonthCount },
): Map<Currency, MrrMonth[]> {
  const byCurrency = new Map<Currency, Tally>()
  for (const history of histories) {
    const { currency, subscriptions } = history
    const tally = byCurrency.get(currency) ?? { start: zero(currency), moved: new Map() }
    byCurrency.set(currency, tally)
    for (const { month, kind, amount } of movementsOf(history)) {
      if (month > to) break
      const all = multiply(amount, ratio(BigInt(subscriptions)))
      if (month < from) tally.start = add(tally.start, all)
      else {
        const key = `${month} ${kind}`
        tally.moved.set(key, add(tally.moved.get(key) ?? zero(currency), all))
      }
    }
  }
  return new Map([...byCurrency].map(([currency, tally]) => [currency, monthsOf(tally, currency, from, to)]))
}

interface Tally {
  start: Money
  /** By month and kind. */
  readonly moved: Map<string, Money>
}

function monthsOf({ start, moved }: Tally, currency: Currency, from: MonthCount, to: MonthCount): MrrMonth[] {
  const list: MrrMonth[] = []
  let before = start
  for (let month = from; month <= to; month += 1) {
    const of = (kind: MrrMovementKind) => moved.get(`${month} ${kind}`) ?? zero(currency)
    const kinds = {
      new: of('new'),
      expansion: of('expansion'),
      contraction: of('contraction'),
      churn: of('churn'),
      reactivation: of('reactivation'),
    }
    const end = sum([before, ...Object.values(kinds)], currency)
    list.push({ month, start: before, ...kinds, end })
    before = end
  }
  return list
}

/** Returns whether nothing was or is recurring in these months. */
export const isWithoutMrr = (list: readonly MrrMonth[]): boolean =>
  list.every(({ start, end, ...month }) =>
    [start, end, ...mrrMovementKinds.map((kind) => month[kind])].every(isZero),
  )
