import { daysOf, type LocalDate, overlap, type Period } from '#server/platform/calendar/index.ts'
import { multiply, ofDecimal, type Ratio, ratio } from '#server/platform/money/arithmetic/index.ts'
import { type Money, negate, subtract } from '#server/platform/money/index.ts'

/** The part of a period that is charged: `days` of `divisor` days. Stored with the charge as its explanation. */
export interface DayShare {
  readonly days: number
  /** The days of that very period, for example 28 to 31 for a month (R3). */
  readonly divisor: number
}

/** The charge of a whole period, or of an item without a period. */
export const wholePeriod: DayShare = { days: 1, divisor: 1 }

/** Returns the share that a part has of its period. Throws a RangeError if the part is not inside the period. */
export function dayShare(part: Period, whole: Period): DayShare {
  const common = overlap(part, whole)
  const days = daysOf(part)
  if (days < 0 || (days > 0 && (common === null || daysOf(common) !== days)))
    throw new RangeError('The part is not inside its period.')
  return { days, divisor: daysOf(whole) }
}

const ratioOf = ({ days, divisor }: DayShare): Ratio => ratio(BigInt(days), BigInt(divisor))

/**
 * Returns unit price x quantity x days / divisor, rounded once (R6).
 * @param quantity a whole number, or decimal text such as "2.25"
 */
export const chargeFor = (unitPrice: Money, quantity: number | string, share = wholePeriod): Money =>
  multiply(unitPrice, ofDecimal(quantity.toString()), ratioOf(share))

/** The amount that was charged for a period or a part of it. */
export interface Charged {
  readonly period: Period
  readonly amount: Money
  /** Not negative. The customer paid `amount` less `discount`. */
  readonly discount: Money
}

/** The credit for the days from a change to the end of the charged period. */
export interface UnusedCredit {
  readonly share: DayShare
  /** Not positive, and at most the amount paid for these days (R4). */
  readonly credit: Money
  /** Not negative. The part of the discount in these days: a fixed discount is available again up to this amount. */
  readonly discountReturned: Money
}

/**
 * Credits the unused days of a charge. The day of the change belongs to the new charge. Throws a RangeError if `from` is
 * outside the charged period.
 */
export function creditUnused(charged: Charged, from: LocalDate): UnusedCredit {
  const share = dayShare({ start: from, end: charged.period.end }, charged.period)
  const unusedPaid = multiply(subtract(charged.amount, charged.discount), ratioOf(share))
  const unusedAmount = multiply(charged.amount, ratioOf(share))
  return { share, credit: negate(unusedPaid), discountReturned: subtract(unusedAmount, unusedPaid) }
}
