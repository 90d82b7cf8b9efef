import { type Currency, isCurrency } from '#contracts/money/currencies.ts'
import { formatMoney } from '#contracts/money/format.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'

/** An amount in minor units of one currency: 1234n and EUR are 12.34 EUR. Negative for a credit. */
export interface Money {
  readonly amount: bigint
  readonly currency: Currency
}

/** Amounts of two currencies met in one sum or comparison. It is a programming error: check the currency of input first. */
export class CurrencyMismatch extends RangeError {
  override readonly name = 'CurrencyMismatch'
  constructor(left: Currency, right: Currency) {
    super(`An amount in ${right} cannot be combined with an amount in ${left}.`)
  }
}

export const money = (amount: bigint, currency: Currency): Money => ({ amount, currency })

/** Returns a currency code of the database or of a file. Throws a RangeError for an unknown one. */
export function currencyOf(code: string): Currency {
  if (!isCurrency(code)) throw new RangeError(`${code} is not a currency of ISO 4217.`)
  return code
}

export const zero = (currency: Currency): Money => money(0n, currency)

/** Throws a {@link CurrencyMismatch} unless both amounts are in one currency. */
function requireOneCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) throw new CurrencyMismatch(left.currency, right.currency)
}

export function add(left: Money, right: Money): Money {
  requireOneCurrency(left, right)
  return money(left.amount + right.amount, left.currency)
}

export function subtract(left: Money, right: Money): Money {
  requireOneCurrency(left, right)
  return money(left.amount - right.amount, left.currency)
}

/** @param currency of the sum, also of an empty list */
export const sum = (amounts: Iterable<Money>, currency: Currency): Money =>
  [...amounts].reduce(add, zero(currency))

export const negate = ({ amount, currency }: Money): Money => money(-amount, currency)

/** Returns a negative number, 0, or a positive number, as a function for `sort` does. */
export function compare(left: Money, right: Money): number {
  requireOneCurrency(left, right)
  if (left.amount === right.amount) return 0
  return left.amount < right.amount ? -1 : 1
}

export const isEqual = (left: Money, right: Money): boolean =>
  left.currency === right.currency && left.amount === right.amount

export const lesser = (left: Money, right: Money): Money => (compare(left, right) <= 0 ? left : right)

export const isZero = ({ amount }: Money): boolean => amount === 0n
export const isNegative = ({ amount }: Money): boolean => amount < 0n
export const isPositive = ({ amount }: Money): boolean => amount > 0n

/** The form of the API and of stored JSON: `{amount: "1234", currency: "EUR"}`. */
export const toJson = ({ amount, currency }: Money): MoneyJson => ({ amount: amount.toString(), currency })

/** Reads JSON that `contracts/money/schemas.ts` has checked. */
export const fromJson = ({ amount, currency }: MoneyJson): Money => money(BigInt(amount), currency)

/** Returns money as text for people. @param locale BCP 47, for example en-US */
export const format = ({ amount, currency }: Money, locale: string): string =>
  formatMoney(amount, currency, locale)

export { type Currency, isCurrency }
