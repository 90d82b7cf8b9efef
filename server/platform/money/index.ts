/**
 * Money: compare, sum, read and write. Computing an amount (rates, shares, rounding) is in `arithmetic/`, which only
 * server/domain/billing/decide may import.
 */
export {
  add,
  type Currency,
  CurrencyMismatch,
  compare,
  currencyOf,
  format,
  fromJson,
  isCurrency,
  isEqual,
  isNegative,
  isPositive,
  isZero,
  lesser,
  type Money,
  money,
  negate,
  subtract,
  sum,
  toJson,
  zero,
} from './money.ts'
